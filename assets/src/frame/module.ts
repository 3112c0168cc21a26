// What a page in a frame gets when it imports socket.io-client as a module: the same client that its `io` is.

const client = (globalThis as unknown as { io: ReturnType<typeof import("./io").sandboxedIo> }).io;

export const { io, connect, Manager, Socket, protocol } = client;
export default client;
