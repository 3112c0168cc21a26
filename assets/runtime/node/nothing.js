// Stands for what Socket.IO loads and a sandbox never calls.

module.exports = {};
