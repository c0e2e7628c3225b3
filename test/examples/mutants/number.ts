import type { Change } from './mutant.ts';

/** A number one unit of its last place less, and one more. */
export function aroundNumber(text: string): readonly string[] {
  const places = text.split('.')[1]?.length ?? 0;
  const unit = 10 ** -places;
  return [Number(text) - unit, Number(text) + unit].map((value) => value.toFixed(places));
}

const PART = /(\d+(?:\.\d+)?)(?=\D*$)/;
const DURATION = /^(?:P(?=.)[\dWDTHMS.]+|(?:\d+(?:\.\d+)?(?:w|d|h|min|m|s))+)$/;
const TIME_OF_DAY = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** A duration one of its own (smallest) unit less, and one more; nothing where the text is none. */
export function aroundDuration(text: string): readonly string[] {
  if (!DURATION.test(text)) return [];
  const part = PART.exec(text)?.[1];
  if (part === undefined) return [];
  return aroundNumber(part)
    .filter((number) => Number(number) >= 0)
    .map((number) => text.replace(PART, number));
}

/** A time of day one minute earlier, and one later; nothing where the text is none. */
export function aroundTimeOfDay(text: string): readonly string[] {
  const [, hours, minutes] = TIME_OF_DAY.exec(text) ?? [];
  if (hours === undefined) return [];
  const at = Number(hours) * 60 + Number(minutes);
  return [at - 1, at + 1].map((each) => {
    const minute = (each + 1_440) % 1_440;
    return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  });
}

/** Each number of a text that is only numbers and signs, such as a cron line. */
export function aroundEachNumber(text: string): Change<string>[] {
  return [...text.matchAll(/\d+/g)].flatMap(({ 0: number, index }, place) =>
    aroundNumber(number)
      .filter((other) => Number(other) >= 0)
      .map((other) => ({
        said: `#${place + 1} ${number} → ${other}`,
        value: text.slice(0, index) + other + text.slice(index + number.length),
      })),
  );
}
