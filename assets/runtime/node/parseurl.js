// Stands for the `parseurl` package: path and query of a request.

module.exports = function parseurl(request) {
  const { url } = request;
  if (url === undefined) return undefined;
  const at = url.indexOf("?");
  return at < 0
    ? { href: url, path: url, pathname: url, search: null, query: null }
    : { href: url, path: url, pathname: url.slice(0, at), search: url.slice(at), query: url.slice(at + 1) };
};
