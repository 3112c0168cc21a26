// A choice between views of one thing, as buttons side by side.

interface Props<Name extends string> {
  readonly label: string;
  readonly names: readonly Name[];
  readonly words: Readonly<Record<Name, string>>;
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
}

export function Views<Name extends string>({ label, names, words, chosen, onChoose }: Props<Name>) {
  return (
    <div class="views" role="group" aria-label={label}>
      {names.map((name) => (
        <button key={name} type="button" aria-pressed={chosen === name} onClick={() => onChoose(name)}>
          {words[name]}
        </button>
      ))}
    </div>
  );
}
