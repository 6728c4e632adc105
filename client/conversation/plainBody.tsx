const address = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]，。；：！？）」])/g;

/** Plain text with its line breaks; addresses can be followed. */
export function PlainBody({ text }: { text: string }) {
  return (
    <div className="whitespace-pre-wrap break-words">
      {text
        .trim()
        .split(address)
        .map((part, index) =>
          index % 2 === 1 ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one unchanging text
            <a
              key={index}
              href={part}
              target="_blank"
              rel="noopener noreferrer"
              className="text-accent-ink underline decoration-1 underline-offset-2"
            >
              {part}
            </a>
          ) : (
            part
          ),
        )}
    </div>
  );
}
