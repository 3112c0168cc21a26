// What a client's page in Emitscope has for free: `me`, the client's name (from `?client=`), and an `io` that tells the
// server that name and reaches this server whatever address the page gives.

(() => {
  const connect = window.io;
  const me = new URLSearchParams(location.search).get("client") ?? document.currentScript.dataset.client;
  const io = (address, given) => {
    const options = (typeof address === "object" ? address : given) ?? {};
    const url = new URL(typeof address === "string" ? address : "/", location.href);
    return connect(location.origin + url.pathname, { ...options, query: { ...options.query, client: me } });
  };
  window.io = Object.assign(io, connect, { io, connect: io });
  window.me = me;
})();
