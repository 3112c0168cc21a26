// The tabs of the files in the code pane's head, each with a mark when it was edited.

import { dispatch, still } from "../effects/store";
import { codeOf, fileNames, hasEdits, isWaiting, openFile } from "../model/files";
import { text } from "../text/words";
import { TabList } from "./tablist";

export const panelId = (file: string): string => `file-${file.replace(/\W/g, "-")}`;

export function FileTabs() {
  return (
    <TabList
      id="file"
      label={text.code.files}
      names={fileNames(still.value)}
      open={openFile(still.value)}
      onOpen={(file) => dispatch({ type: "fileOpened", file })}
      panel={panelId}
      draw={(file) => (
        <>
          {file}
          <Touched file={file} />
        </>
      )}
    />
  );
}

/** A ring for what was edited, filled while that does not run yet. */
function Touched({ file }: { file: string }) {
  const code = codeOf(still.value, file);
  if (!hasEdits(code)) return null;
  const words = isWaiting(code) ? text.code.unrun : text.code.edited;
  return <span class={isWaiting(code) ? "touched waiting" : "touched"} role="img" aria-label={words} title={words} />;
}
