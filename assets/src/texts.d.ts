// esbuild gives a file of messages as its text.

declare module "*.ftl" {
  const messages: string;
  export default messages;
}
