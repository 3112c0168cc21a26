// The lesson's own Markdown, as the server's renderer made it: the one kind of markup that reaches the page.

export function Html({ of, inline = false }: { of: string; inline?: boolean }) {
  const inner = { __html: of };
  if (inline) return <span class="written" dangerouslySetInnerHTML={inner} />;
  return <div class="written" dangerouslySetInnerHTML={inner} />;
}
