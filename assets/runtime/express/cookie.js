// The text of a `Set-Cookie` header, as Express writes it.

export function cookie(name, value, { encode = encodeURIComponent, maxAge, domain, path = "/", ...more }) {
  let { expires } = more;
  const words = [`${name}=${encode(value)}`];
  if (maxAge !== undefined && maxAge !== null) {
    expires = new Date(Date.now() + Number(maxAge));
    words.push(`Max-Age=${Math.floor(Number(maxAge) / 1000)}`);
  }
  if (domain) words.push(`Domain=${domain}`);
  if (path) words.push(`Path=${path}`);
  if (expires) words.push(`Expires=${expires.toUTCString()}`);
  if (more.httpOnly) words.push("HttpOnly");
  if (more.secure) words.push("Secure");
  const { sameSite } = more;
  if (sameSite) {
    const text = sameSite === true ? "Strict" : String(sameSite);
    words.push(`SameSite=${text[0].toUpperCase()}${text.slice(1).toLowerCase()}`);
  }
  return words.join("; ");
}
