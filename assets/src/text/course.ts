// Words of the course's page.

export const text = {
  onward: (lesson: string, step: number) => `Continue: ${lesson}, step ${step}`,
  due: (cards: number) => (cards === 1 ? "1 card is due today" : `${cards} cards are due today`),
  done: "Done",
  steps: (done: number, all: number) => `${done} of ${all} ${all === 1 ? "step" : "steps"}`,
  forget: "Forget my progress",
  forgetTitle: "Forget your progress?",
  forgetDetail:
    "The marks of what you did, your cards and your own code of every lesson go from this browser. The theme stays.",
  confirm: "Forget it",
  keep: "Keep it",
  forgotten: "Your progress is forgotten.",
} as const;
