/** One worked example for every kind of layout: what language models imitate. Written for this package. */
export interface Example {
  layout: string[];
  caption: string;
}

export const EXAMPLES: Readonly<
  Record<'grid' | 'multi-row' | 'multi-column' | 'row-aligned' | 'column-aligned', Example>
> = {
  grid: {
    layout: [
      '(1,1): A steaming bowl of noodle soup on a wooden counter.',
      '(1,2): A street market with paper lanterns at night.',
      '(2,1): A woman folding dumplings in a small kitchen.',
      '(2,2): A cat asleep on a stack of bamboo steamers.',
    ],
    caption:
      'The image is a collage of four pictures that follow a day of cooking. It begins with a steaming bowl of noodle soup standing on a wooden counter. Beside it, a street market glows at night under paper lanterns. Below, a woman folds dumplings in a small kitchen, and next to her a cat sleeps on a stack of bamboo steamers. Together the pictures tell of food from the market to the table.',
  },
  'multi-row': {
    layout: [
      '(:,1): A lighthouse on a rocky cliff at sunset.',
      '(1,2): Two gulls on a wooden railing.',
      '(2,2): A fishing net drying on a quay.',
    ],
    caption:
      'The image is a collage of three pictures from the coast. A tall picture shows a lighthouse on a rocky cliff at sunset. Beside it, two gulls sit on a wooden railing, and beneath them a fishing net dries on a quay. All of them share the mood of a small harbor.',
  },
  'multi-column': {
    layout: [
      '(1,:): A wide valley with a river in the morning mist.',
      '(2,1): A red tent beside a lake.',
      '(2,2): Hiking boots in front of a fire.',
    ],
    caption:
      'The image is a collage of three pictures from a hike. Across its whole width lies a valley with a river in the morning mist. Below, a red tent stands beside a lake, followed by hiking boots in front of a fire. The pictures belong together as parts of one journey outdoors.',
  },
  'row-aligned': {
    layout: [
      'Row 0',
      'Image 0: A violin on a velvet cloth.',
      'Image 1: A boy at a grand piano.',
      'Row 1',
      'Image 0: An orchestra on a lit stage.',
    ],
    caption:
      'The image is a collage of three pictures about music. Its upper part places a violin on a velvet cloth next to a boy at a grand piano. Beneath them an orchestra plays on a lit stage. The pictures lead from a single instrument to a whole concert.',
  },
  'column-aligned': {
    layout: [
      'Column 0',
      'Image 0: A greenhouse full of tomatoes.',
      'Image 1: A watering can on a path.',
      'Column 1',
      'Image 0: A basket of fresh vegetables on a bench.',
    ],
    caption:
      'The image is a collage of three pictures from a garden. On one side a greenhouse full of tomatoes stands above a watering can on a path. On the other side a basket of fresh vegetables rests on a bench. The harvest connects them all.',
  },
};
