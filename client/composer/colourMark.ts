import { Mark, mergeAttributes } from '@tiptap/react';
import { colourNames, nearestColour, type TextColour, textColours } from '../../shared/textColours.ts';
import './colours.css';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    textStyle: {
      /** Null takes the colour away. */
      setColour: (colour: TextColour | null) => ReturnType;
    };
  }
}

/** One of ours says its name; what comes from elsewhere has a style, or what was written before there were styles. */
const seen = (element: HTMLElement): string => {
  const name = colourNames.find((one) => one === element.dataset.colour);
  return name ? textColours[name] : element.style.color || element.getAttribute('color') || '';
};

/** The colour of words. What comes from elsewhere takes the nearest of ours, and black is none. */
export const ColourMark = Mark.create({
  name: 'textStyle',
  priority: 101,
  addAttributes: () => ({ color: { default: null, renderHTML: () => ({}) } }),
  parseHTML: () => [
    {
      tag: 'span, font',
      consuming: false,
      getAttrs: (element) => {
        const colour = nearestColour(seen(element));
        return colour ? { color: textColours[colour] } : false;
      },
    },
  ],
  renderHTML({ mark, HTMLAttributes }) {
    const color = typeof mark.attrs.color === 'string' ? mark.attrs.color : '';
    const colour = nearestColour(color);
    const look = colour ? { 'data-colour': colour } : { style: `color: ${color}` };
    return ['span', mergeAttributes(HTMLAttributes, look), 0];
  },
  addCommands() {
    return {
      setColour:
        (colour) =>
        ({ commands }) =>
          colour === null ? commands.unsetMark(this.name) : commands.setMark(this.name, { color: textColours[colour] }),
    };
  },
});
