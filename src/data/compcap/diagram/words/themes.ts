/** A topic with branches and what hangs on them. */
export interface Theme {
  title: string;
  root: string;
  branches: Readonly<Record<string, readonly string[]>>;
}

export const MIND_THEMES: readonly Theme[] = [
  {
    title: 'Healthy living',
    root: 'Health',
    branches: {
      Food: ['Vegetables', 'Whole grain', 'Little sugar', 'Enough water'],
      Movement: ['Walking', 'Swimming', 'Stretching', 'Stairs'],
      Sleep: ['Fixed hours', 'Dark room', 'No screens'],
      Mind: ['Breaks', 'Friends', 'Hobbies', 'Nature'],
      Prevention: ['Vaccination', 'Dentist', 'Sun cream'],
    },
  },
  {
    title: 'Project plan',
    root: 'Project',
    branches: {
      Goals: ['Scope', 'Deadline', 'Quality'],
      People: ['Team lead', 'Developers', 'Testers', 'Customer'],
      Money: ['Budget', 'Licences', 'Travel'],
      Risks: ['Illness', 'Late delivery', 'New rules'],
      Tools: ['Issue board', 'Chat', 'Calendar', 'Repository'],
    },
  },
  {
    title: 'Trip to the sea',
    root: 'Sea trip',
    branches: {
      Luggage: ['Swimsuit', 'Towel', 'Sandals', 'Books'],
      Transport: ['Train', 'Rental car', 'Ferry'],
      Lodging: ['Campsite', 'Hostel', 'Beach house'],
      Activities: ['Snorkelling', 'Sailing', 'Lighthouse', 'Fish market'],
      Papers: ['Passport', 'Tickets', 'Insurance'],
    },
  },
  {
    title: 'Computer parts',
    root: 'Computer',
    branches: {
      Processor: ['Cores', 'Cache', 'Clock'],
      Memory: ['Modules', 'Channels', 'Timing'],
      Storage: ['Solid state', 'Hard disk', 'Backup'],
      Input: ['Keyboard', 'Mouse', 'Microphone', 'Webcam'],
      Output: ['Monitor', 'Speakers', 'Printer'],
    },
  },
  {
    title: 'Garden year',
    root: 'Garden',
    branches: {
      Spring: ['Sow seeds', 'Prune roses', 'Clean pond'],
      Summer: ['Water beds', 'Pick berries', 'Mow lawn', 'Shade plants'],
      Autumn: ['Plant bulbs', 'Rake leaves', 'Harvest apples'],
      Winter: ['Feed birds', 'Sharpen tools', 'Plan beds'],
      Pests: ['Snails', 'Aphids', 'Moles'],
    },
  },
  {
    title: 'Writing a story',
    root: 'Story',
    branches: {
      Characters: ['Hero', 'Rival', 'Mentor'],
      Setting: ['Island', 'Small town', 'Far future', 'Old castle'],
      Plot: ['Opening', 'Conflict', 'Turning point', 'Ending'],
      Style: ['Dialogue', 'Humour', 'Suspense'],
      Revision: ['Read aloud', 'Shorten', 'Proofread'],
    },
  },
  {
    title: 'Small business',
    root: 'Bakery shop',
    branches: {
      Products: ['Rolls', 'Cakes', 'Sandwiches', 'Coffee'],
      Staff: ['Baker', 'Cashier', 'Apprentice'],
      Marketing: ['Flyers', 'Window display', 'Loyalty card'],
      Finance: ['Rent', 'Loan', 'Taxes', 'Savings'],
      Suppliers: ['Mill', 'Dairy', 'Egg farm'],
    },
  },
  {
    title: 'Renewable energy',
    root: 'Energy',
    branches: {
      Solar: ['Roof panels', 'Solar park', 'Heat collector'],
      Wind: ['Onshore', 'Offshore', 'Small turbine'],
      Water: ['River plant', 'Tidal plant', 'Pumped storage'],
      Biomass: ['Wood chips', 'Biogas', 'Straw'],
      Grid: ['Power lines', 'Batteries', 'Smart meter', 'Heat pump'],
    },
  },
];
