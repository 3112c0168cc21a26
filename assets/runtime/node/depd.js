// Stands for the `depd` package: deprecations are not told.

module.exports = () => () => {};
