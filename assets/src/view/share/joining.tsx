// How a program of the student's joins this sandbox: the address, a name, and a whole program in three languages.

import { useMemo, useRef, useState } from "preact/hooks";
import { clientPath } from "../../effects/api";
import { state } from "../../effects/store";
import { enginePath, firstEvent, isName, LANGUAGES, type Language, MAX_NAME, nextName, program } from "../../model/own";
import { text } from "../../text/own";
import { useScroller } from "../scroller";
import { TabList } from "../tablist";
import { CopyButton } from "./copy";

export function Joining() {
  const { sandbox, clients, log } = state.value;
  const first = useMemo(() => {
    const connected = [...log.world.values()].flatMap(({ client }) => client ?? []);
    return nextName([...clients, ...connected]);
  }, []);
  const [name, setName] = useState(first);
  if (!sandbox.id) {
    return (
      <section>
        <p role="status">{text.making}</p>
      </section>
    );
  }
  const problem = clients.includes(name) ? text.takenName : isName(name) ? "" : text.badName;
  return (
    <>
      <section>
        <p>{text.about}</p>
        <dl class="where">
          <dt>{text.address}</dt>
          <dd>
            <code>{location.origin}</code>
          </dd>
          <dt>{text.path}</dt>
          <dd>
            <code>{enginePath(sandbox.id)}</code>
          </dd>
          <dt>
            <label for="own-name">{text.name}</label>
          </dt>
          <dd>
            <input
              id="own-name"
              value={name}
              maxLength={MAX_NAME}
              autocomplete="off"
              spellcheck={false}
              aria-invalid={problem !== ""}
              aria-describedby="own-problem"
              onInput={(event) => setName(event.currentTarget.value.trim())}
            />
            <span id="own-problem" class="problem" role="status">
              {problem}
            </span>
          </dd>
        </dl>
        <Reach />
      </section>
      {problem === "" && <Programs sandbox={sandbox.id} name={name} />}
    </>
  );
}

function Reach() {
  const [before, flag, after] = text.loopback;
  if (state.value.loopback) {
    return (
      <p class="reach">
        {before}
        <code>{flag}</code>
        {after}
      </p>
    );
  }
  const isLocal = /^(localhost|127\.|\[::1\])/.test(location.hostname);
  if (!isLocal) return null;
  return (
    <p class="reach">
      {text.elsewhere} <code>{location.hostname}</code>.
    </p>
  );
}

function Programs({ sandbox, name }: { sandbox: string; name: string }) {
  const [language, setLanguage] = useState<Language>("browser");
  const place = useRef<HTMLPreElement>(null);
  useScroller(place);
  const event = firstEvent(state.value.code.running);
  const source = program(language, { origin: location.origin, sandbox, name, event });
  const select = () => place.current && getSelection()?.selectAllChildren(place.current);
  return (
    <section>
      <TabList
        id="own"
        label={text.programs}
        names={LANGUAGES}
        open={language}
        onOpen={setLanguage}
        draw={(one) => text.languages[one]}
      />
      <div role="tabpanel" id="own-panel" aria-labelledby={`own-tab-${language}`}>
        <pre ref={place} role="group" aria-label={text.program(text.languages[language])}>
          <code>{source}</code>
        </pre>
      </div>
      <div class="choices">
        <CopyButton label={text.copy} value={source} select={select} />
        <span class="gap" />
        <a href={clientPath(sandbox, name)} target="_blank" rel="noopener">
          {text.newTab}
        </a>
      </div>
    </section>
  );
}
