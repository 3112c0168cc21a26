// Files of messages are texts; what stands after the question mark is the part of them, as in messages.mjs.

declare module "*.ftl" {
  const messages: string;
  export default messages;
}

declare module "*.ftl?cost" {
  const messages: string;
  export default messages;
}

declare module "*.ftl?help" {
  const messages: string;
  export default messages;
}

declare module "*.ftl?own" {
  const messages: string;
  export default messages;
}

declare module "*.ftl?roster" {
  const messages: string;
  export default messages;
}

declare module "*.ftl?share" {
  const messages: string;
  export default messages;
}

declare module "*.ftl?take" {
  const messages: string;
  export default messages;
}

declare module "*.ftl?study" {
  const messages: string;
  export default messages;
}

declare module "*.ftl?meaning" {
  const messages: string;
  export default messages;
}
