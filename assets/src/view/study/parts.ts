// The parts that a student works on; loaded when a step has one.

export { CardPart as card } from "./card";
export { ChallengePart as challenge } from "./challenge";
export { QuizPart as quiz } from "./quiz";
