// The `debug` package, silent.

const silent = Object.assign(() => {}, { enabled: false, extend: () => silent });
const debug = () => silent;
module.exports = Object.assign(debug, { debug });
