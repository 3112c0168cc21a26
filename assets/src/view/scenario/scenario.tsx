// A scenario in the flow of the text: its title, and what happens in it line by line.

import { state } from "../../effects/store";

export function ScenarioPart({ index }: { index: number }) {
  const scenario = state.value.lessonParts.scenarios[index];
  if (!scenario) return null;
  return (
    <section class="scenario" aria-label={scenario.title}>
      <h3>{scenario.title}</h3>
      <ol>
        {scenario.lines.map((line, at) => (
          <li key={at}>
            <code>{line.text}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}
