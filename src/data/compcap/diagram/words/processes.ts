/** A question on the way: without a yes, something is done and the process goes back, on, or ends. */
export interface Fork {
  /** Asked after the step of this place, counted from 0. */
  after: number;
  ask: string;
  otherwise: string;
  then: 'back' | 'on' | 'end';
}

export interface Process {
  title: string;
  /** Completes `describes …`. */
  topic: string;
  steps: readonly string[];
  forks: readonly Fork[];
}

const fork = (after: number, ask: string, otherwise: string, then: Fork['then']): Fork => ({
  after,
  ask,
  otherwise,
  then,
});

export const PROCESSES: readonly Process[] = [
  {
    title: 'Online order',
    topic: 'how an online order is handled',
    steps: [
      'Receive order',
      'Check stock',
      'Take payment',
      'Pack parcel',
      'Print label',
      'Hand to carrier',
      'Confirm delivery',
    ],
    forks: [
      fork(1, 'All items in stock?', 'Order from supplier', 'back'),
      fork(2, 'Payment accepted?', 'Cancel order', 'end'),
      fork(5, 'Customer at home?', 'Leave at pick-up point', 'on'),
    ],
  },
  {
    title: 'Job application',
    topic: 'how a job application is decided',
    steps: [
      'Read application',
      'Check documents',
      'Invite candidate',
      'Hold interview',
      'Call references',
      'Make offer',
      'Sign contract',
    ],
    forks: [
      fork(1, 'Documents complete?', 'Ask for missing papers', 'back'),
      fork(3, 'Interview convincing?', 'Send rejection', 'end'),
      fork(5, 'Offer accepted?', 'Improve offer', 'back'),
    ],
  },
  {
    title: 'Baking bread',
    topic: 'how bread is baked',
    steps: ['Weigh flour', 'Mix dough', 'Knead dough', 'Let dough rest', 'Shape loaf', 'Bake loaf', 'Cool on rack'],
    forks: [
      fork(2, 'Dough smooth?', 'Add some water', 'back'),
      fork(3, 'Dough risen?', 'Wait half an hour', 'back'),
      fork(5, 'Crust brown?', 'Bake longer', 'back'),
    ],
  },
  {
    title: 'Fixing a bug',
    topic: 'how a software team fixes a bug',
    steps: [
      'Read report',
      'Reproduce bug',
      'Find cause',
      'Write test',
      'Change code',
      'Run all tests',
      'Release version',
    ],
    forks: [
      fork(1, 'Bug reproduced?', 'Ask reporter for details', 'back'),
      fork(5, 'Tests pass?', 'Correct the change', 'back'),
      fork(0, 'Report valid?', 'Close report', 'end'),
    ],
  },
  {
    title: 'Library loan',
    topic: 'how a book is lent by a library',
    steps: ['Search catalogue', 'Find shelf', 'Show card', 'Scan book', 'Print receipt', 'Read book', 'Return book'],
    forks: [
      fork(0, 'Book available?', 'Place reservation', 'end'),
      fork(2, 'Card valid?', 'Renew card', 'on'),
      fork(5, 'Need more time?', 'Bring book to desk', 'on'),
    ],
  },
  {
    title: 'Doctor visit',
    topic: 'how a patient is treated in a practice',
    steps: [
      'Book appointment',
      'Register at desk',
      'Wait in lobby',
      'Describe symptoms',
      'Examine patient',
      'Write prescription',
      'Plan follow-up',
    ],
    forks: [
      fork(1, 'Insurance known?', 'Fill in form', 'on'),
      fork(4, 'Diagnosis clear?', 'Take blood sample', 'back'),
      fork(3, 'Emergency?', 'Continue in usual order', 'on'),
    ],
  },
  {
    title: 'Returning a parcel',
    topic: 'how a customer returns a parcel',
    steps: [
      'Open account',
      'Select item',
      'State reason',
      'Print return slip',
      'Drop off parcel',
      'Inspect item',
      'Refund price',
    ],
    forks: [
      fork(1, 'Within return period?', 'Refuse return', 'end'),
      fork(5, 'Item undamaged?', 'Reduce refund', 'on'),
      fork(3, 'Printer at hand?', 'Show code on phone', 'on'),
    ],
  },
  {
    title: 'Planning a trip',
    topic: 'how a trip is planned',
    steps: [
      'Choose destination',
      'Set budget',
      'Compare flights',
      'Book hotel',
      'Reserve seats',
      'Pack bags',
      'Travel to airport',
    ],
    forks: [
      fork(1, 'Budget sufficient?', 'Choose nearer place', 'back'),
      fork(2, 'Direct flight found?', 'Accept one stop', 'on'),
      fork(5, 'Passport packed?', 'Look in drawer', 'back'),
    ],
  },
  {
    title: 'Car inspection',
    topic: 'how a car is inspected',
    steps: [
      'Drive car in',
      'Check lights',
      'Test brakes',
      'Measure exhaust',
      'Look at tyres',
      'Write protocol',
      'Attach sticker',
    ],
    forks: [
      fork(1, 'Lights working?', 'Replace bulb', 'back'),
      fork(2, 'Brakes safe?', 'Refuse approval', 'end'),
      fork(4, 'Tread deep enough?', 'Mount new tyres', 'on'),
    ],
  },
  {
    title: 'Publishing a video',
    topic: 'how a video is made and published',
    steps: [
      'Write script',
      'Set up camera',
      'Record scenes',
      'Cut material',
      'Add music',
      'Upload file',
      'Answer comments',
    ],
    forks: [
      fork(2, 'Sound clean?', 'Move microphone', 'back'),
      fork(3, 'Short enough?', 'Remove a scene', 'back'),
      fork(5, 'Upload complete?', 'Try again later', 'back'),
    ],
  },
  {
    title: 'Loan request',
    topic: 'how a bank decides on a loan',
    steps: [
      'Enter request',
      'Verify identity',
      'Check income',
      'Compute rating',
      'Prepare contract',
      'Collect signatures',
      'Pay out loan',
    ],
    forks: [
      fork(1, 'Identity confirmed?', 'Ask for passport', 'back'),
      fork(3, 'Rating good?', 'Decline request', 'end'),
      fork(2, 'Income regular?', 'Require guarantor', 'on'),
    ],
  },
  {
    title: 'Growing tomatoes',
    topic: 'how tomatoes are grown',
    steps: [
      'Sow seeds',
      'Water daily',
      'Move to larger pots',
      'Plant outside',
      'Tie to stakes',
      'Remove side shoots',
      'Harvest fruit',
    ],
    forks: [
      fork(1, 'Seedlings visible?', 'Keep warmer', 'back'),
      fork(2, 'Frost over?', 'Wait one week', 'back'),
      fork(5, 'Leaves healthy?', 'Cut off sick leaves', 'on'),
    ],
  },
];
