// The server code of the speed bench, the same for Emitscope and for Node's socket.io.
io.on("connection", (socket) => {
  socket.on("room", (name, done) => {
    socket.join(name);
    done();
  });
  socket.on("everybody", (text) => io.emit("tick", text));
  socket.on("roommates", (name, text) => socket.to(name).emit("tick", text));
  socket.on("echo", (text, answer) => answer(text));
});
