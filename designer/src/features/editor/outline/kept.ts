const BESIDE = 'slipway-outline-beside';
const VIEW = 'slipway-editor-view';

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage may be switched off; then it is kept as long as the page is open.
  }
}

/** Whether this viewer had the canvas beside the outline. */
export const keptBeside = (): boolean => read(BESIDE) === 'yes';
export const keepBeside = (beside: boolean): void => write(BESIDE, beside ? 'yes' : 'no');

/** Whether this viewer worked in the outline last: an address that names no view is then opened there. */
export const prefersOutline = (): boolean => read(VIEW) === 'outline';
export const keepView = (view: string): void => write(VIEW, view);
