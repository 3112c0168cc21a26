// The prediction: one row per client to be marked, locked while it runs, then right or wrong by what the run told.

import { predict, tryAgain } from "../../effects/predict";
import { play } from "../../effects/play";
import { still } from "../../effects/store";
import { isStimulus, type Scenario } from "../../model/part";
import { isBusy, isDone, type Play } from "../../model/play";
import { OPEN, type Prediction, score, type Verdict } from "../../model/predict";
import { text as playing } from "../../text/play";
import { announced, question, reason, text } from "../../text/predict";
import { Rich } from "../rich";
import { RightIcon, WrongIcon } from "./icons";
import { LineText } from "./lines";

interface Props {
  readonly scenario: Scenario;
  readonly index: number;
  /** Of the predicted emit or request. */
  readonly line: number;
}

export function Predict({ scenario, index, line }: Props) {
  const { clients, predictions, play: current } = still.value;
  const act = scenario.lines[line]?.act;
  const asks = act ? question(act) : null;
  if (!asks) return null;
  const prediction = predictions[index] ?? OPEN;
  const mine = current?.scenario === index && !isDone(current) ? current : null;
  const before = scenario.lines.slice(0, line).filter(({ act }) => isStimulus(act));
  return (
    <div class="predict">
      <fieldset>
        <legend>
          {before.length > 0 && (
            <span class="before">
              <span>{text.first}</span>
              {before.map(({ act }, at) => (
                <LineText key={at} act={act} />
              ))}
            </span>
          )}
          <span class="question">
            <Rich text={asks} />
          </span>
        </legend>
        {clients.map((client) => (
          <Row key={client} client={client} index={index} prediction={prediction} locked={mine !== null} />
        ))}
      </fieldset>
      <Foot index={index} prediction={prediction} mine={mine} />
    </div>
  );
}

interface RowProps {
  readonly client: string;
  readonly index: number;
  readonly prediction: Prediction;
  readonly locked: boolean;
}

function Row({ client, index, prediction: { answers, verdicts }, locked }: RowProps) {
  const said = answers[client];
  const verdict = verdicts?.find((found) => found.client === client);
  if (verdict) return <Result verdict={verdict} said={said} />;
  return (
    <div class="guess">
      <span class="guess-name" aria-hidden={!locked}>
        {client}
      </span>
      {locked ? (
        <span class="guess-said">{said === undefined ? "" : said ? text.heard : text.unheard}</span>
      ) : (
        <div class="choice" role="radiogroup" aria-label={client}>
          {([true, false] as const).map((hears) => (
            <label key={String(hears)}>
              <input
                type="radio"
                name={`predict-${index}-${client}`}
                checked={said === hears}
                onChange={() => predict(index, client, hears)}
              />
              <span>{hears ? text.hears : text.not}</span>
            </label>
          ))}
        </div>
      )}
      <span class="guess-mark" />
    </div>
  );
}

function Result({ verdict, said }: { verdict: Verdict; said: boolean | undefined }) {
  const { client, heard } = verdict;
  if (said === undefined || said === heard) {
    return (
      <div class="guess">
        <span class="guess-name">{client}</span>
        <span class="guess-said">{heard ? text.heard : text.unheard}</span>
        <span class="guess-mark">{said !== undefined && <RightIcon />}</span>
        {said !== undefined && <span class="unseen">{text.right}</span>}
      </div>
    );
  }
  return (
    <div class="guess wrong">
      <span class="guess-name">{client}</span>
      <span class="guess-said">
        <Rich text={reason(verdict, said)} />
      </span>
      <span class="guess-mark">
        <WrongIcon />
      </span>
      <span class="unseen">{text.wrong}</span>
    </div>
  );
}

function Foot({ index, prediction, mine }: { index: number; prediction: Prediction; mine: Play | null }) {
  const { answers, verdicts } = prediction;
  const { clients, play: current } = still.value;
  const marked = clients.filter((client) => answers[client] !== undefined).length;
  const busy = isBusy(current);
  const failed = current?.scenario === index && current.phase === "failed" ? current.problem : "";
  return (
    <div class="tally">
      <p role="status">
        {verdicts ? (
          <>
            <Score prediction={prediction} />
            <span class="unseen">{announced(verdicts, answers)}</span>
          </>
        ) : failed ? (
          `${failed}.`
        ) : mine ? (
          mine.phase === "starting" ? playing.starting : playing.playing
        ) : marked === 0 ? (
          text.mark
        ) : (
          text.marked(marked, clients.length)
        )}
      </p>
      {verdicts ? (
        <button type="button" class="button" onClick={(event) => again(event.currentTarget, index)}>
          {text.again}
        </button>
      ) : (
        <button
          type="button"
          class={marked === clients.length ? "button primary" : "button"}
          aria-disabled={busy}
          onClick={() => void play(index, "predict")}
        >
          {text.run}
        </button>
      )}
    </div>
  );
}

/** The rows are asked again, and the first one has the focus. */
function again(button: HTMLElement, index: number): void {
  tryAgain(index);
  const card = button.closest(".scenario");
  requestAnimationFrame(() => card?.querySelector<HTMLElement>("input")?.focus());
}

function Score({ prediction }: { prediction: Prediction }) {
  const found = score(prediction);
  const heard = prediction.verdicts?.filter((verdict) => verdict.heard).length ?? 0;
  const all = prediction.verdicts?.length ?? 0;
  return (
    <span aria-hidden="true">
      <Rich text={found && found.of > 0 ? text.score(found.right, found.of) : text.hearers(heard, all)} />
    </span>
  );
}
