// Copies a text. Only pages of a secure origin may write to the clipboard by themselves.

export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
