// Words of what a student does in a step: challenge, quiz, cards, progress.

const many = (count: number, one: string, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;

const all = (count: number) => (count === 2 ? "both" : `all ${count}`);

export const text = {
  standing: { new: "not begun", begun: "begun", done: "done" },
  challenge: {
    title: "Challenge",
    hintsTitle: "Hints",
    goal: (scenarios: number) =>
      scenarios === 1 ? "until its scenario passes." : `until ${all(scenarios)} scenarios pass.`,
    check: "Check my code",
    checking: "Checking",
    waiting: "The server is not ready yet",
    passed: (scenarios: number) =>
      scenarios === 1 ? "The scenario passes" : `${scenarios === 2 ? "Both" : `All ${scenarios}`} scenarios pass`,
    unrun: "Your clients still talk to the code that ran before.",
    run: "Run it",
    next: (title: string) => `Next step: ${title}`,
    some: (passed: number, all: number) => `${passed} of ${all} ${all === 1 ? "scenario passes" : "scenarios pass"}`,
    old: "From before your last change",
    passes: "Passes",
    fails: "Fails",
    expected: "Expected",
    got: "Came",
    why: "Why",
    line: (line: number) => `Line ${line}`,
    goTo: (line: number) => `Go to line ${line}`,
    right: (lines: number) => `${many(lines, "line")} as expected`,
    unplayed: (lines: number) => `${many(lines, "line")} not played, since it stopped here`,
    refused: "The code does not start",
    hint: (at: number, of: number) => `Hint ${at} of ${of}`,
    solution: "Show the solution",
    anyway: "Show the solution anyway",
    ask: "You have not tried yet. A try first, even a wrong one, makes the answer stick.",
    confirm: "Show it",
    notNow: "Not now",
    solutionTitle: "The solution",
    hide: "Hide the solution",
    take: "Put it into the editor",
    mine: "Back to mine",
    mineKept: "Your own code is kept.",
    busy: { title: "Too many checks are under way.", detail: "Your code is kept; check it again in a moment." },
    gone: { title: "The server lost this lesson's sandbox.", detail: "Your code is kept; check it again in a moment." },
    silent: { title: "The server does not answer.", detail: "Your code is kept; check it again in a moment." },
  },
  quiz: {
    title: "Quiz",
    one: "Choose one answer.",
    several: "Choose all that are right.",
    check: "Check",
    again: "Try again",
    pickFirst: "Choose an answer first",
    right: "Right",
    notYet: "Not quite",
    verdicts: { right: "Right", wrong: "Not right", missed: "Right, and not chosen", none: "" },
  },
  card: {
    title: "Card",
    named: (name: string) => `Card: ${name}`,
    show: "Show the back",
    hide: "Hide the back",
    ask: "Did you know it?",
    knew: "I knew it",
    notYet: "Not yet",
    glossary: "In the glossary",
    box: (box: number, of: number) => `Box ${box + 1} of ${of}`,
    back: (days: number) => {
      if (days <= 0) return "due today";
      return days === 1 ? "back tomorrow" : `back in ${days} days`;
    },
  },
} as const;
