/** Has the browser save a text, or the bytes that are written in base64, under a name. */
export function saveFile({
  name,
  type,
  ...content
}: { name: string; type: string } & ({ text: string } | { base64: string })): void {
  const part = "text" in content ? content.text : Uint8Array.from(atob(content.base64), (sign) => sign.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([part], { type }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(url);
}
