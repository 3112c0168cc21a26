// Draws a text's pieces.

import type { Text } from "../text/pieces";

export function Rich({ text }: { text: Text }) {
  return (
    <>
      {text.map((piece) => {
        if (typeof piece === "string") return piece;
        return "strong" in piece ? <strong>{piece.strong}</strong> : <code>{piece.code}</code>;
      })}
    </>
  );
}
