const address = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]，。；：！？）」])/g;

interface Part {
  /** Where in the text it begins. */
  at: number;
  text: string;
  link: boolean;
}

function partsOf(text: string): Part[] {
  let at = 0;
  return text.split(address).map((part, index) => {
    const here = { at, text: part, link: index % 2 === 1 };
    at += part.length;
    return here;
  });
}

/** Plain text with its line breaks; addresses can be followed. */
export function PlainBody({ text }: { text: string }) {
  return (
    <div className="whitespace-pre-wrap break-words">
      {partsOf(text.trim()).map((part) =>
        part.link ? (
          <a
            key={part.at}
            href={part.text}
            target="_blank"
            rel="noopener noreferrer"
            className="text-accent-ink underline decoration-1 underline-offset-2"
          >
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </div>
  );
}
