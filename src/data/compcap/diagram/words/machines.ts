/** States and transitions `[from, event, to]`; `*` is the initial dot and the final one. */
export interface Machine {
  title: string;
  topic: string;
  transitions: readonly (readonly [from: string, event: string, to: string])[];
  /** Transitions that may be left out, because every state is still reached. */
  optional: readonly (readonly [from: string, event: string, to: string])[];
}

export const MACHINES: readonly Machine[] = [
  {
    title: 'Order states',
    topic: 'the life of an order',
    transitions: [
      ...([
        ['*', '', 'New'],
        ['New', 'pay', 'Paid'],
        ['Paid', 'pack', 'Packed'],
        ['Packed', 'send', 'Shipped'],
      ] as const),
      ...([
        ['Shipped', 'arrive', 'Delivered'],
        ['Delivered', 'close', '*'],
      ] as const),
    ],
    optional: [
      ['New', 'cancel', 'Cancelled'],
      ['Delivered', 'send back', 'Returned'],
      ['Paid', 'refund', 'Cancelled'],
    ],
  },
  {
    title: 'Door control',
    topic: 'an automatic door',
    transitions: [
      ...([
        ['*', '', 'Closed'],
        ['Closed', 'sensor on', 'Opening'],
        ['Opening', 'fully open', 'Open'],
      ] as const),
      ...([
        ['Open', 'timer over', 'Closing'],
        ['Closing', 'fully closed', 'Closed'],
      ] as const),
    ],
    optional: [
      ['Closing', 'sensor on', 'Opening'],
      ['Closed', 'turn key', 'Locked'],
      ['Locked', 'turn key back', 'Closed'],
    ],
  },
  {
    title: 'Music player',
    topic: 'a music player',
    transitions: [
      ...([
        ['*', '', 'Stopped'],
        ['Stopped', 'play', 'Playing'],
        ['Playing', 'pause', 'Paused'],
      ] as const),
      ...([
        ['Paused', 'resume', 'Playing'],
        ['Playing', 'stop', 'Stopped'],
      ] as const),
    ],
    optional: [
      ['Paused', 'stop', 'Stopped'],
      ['Playing', 'skip', 'Loading'],
      ['Loading', 'ready', 'Playing'],
      ['Stopped', 'switch off', '*'],
    ],
  },
  {
    title: 'Washing machine',
    topic: 'a washing machine',
    transitions: [
      ...([
        ['*', '', 'Idle'],
        ['Idle', 'start', 'Filling'],
        ['Filling', 'water level reached', 'Washing'],
      ] as const),
      ...([
        ['Washing', 'time over', 'Draining'],
        ['Draining', 'empty', 'Spinning'],
        ['Spinning', 'finished', 'Idle'],
      ] as const),
    ],
    optional: [
      ['Washing', 'rinse again', 'Filling'],
      ['Filling', 'no water', 'Error'],
      ['Error', 'reset', 'Idle'],
    ],
  },
  {
    title: 'Document review',
    topic: 'a document under review',
    transitions: [
      ...([
        ['*', '', 'Draft'],
        ['Draft', 'submit', 'In review'],
        ['In review', 'approve', 'Approved'],
      ] as const),
      ...([
        ['In review', 'ask for changes', 'Draft'],
        ['Approved', 'publish', 'Published'],
        ['Published', 'archive', '*'],
      ] as const),
    ],
    optional: [
      ['In review', 'reject', 'Rejected'],
      ['Published', 'revise', 'Draft'],
      ['Draft', 'delete', 'Deleted'],
    ],
  },
  {
    title: 'Network link',
    topic: 'a network connection',
    transitions: [
      ...([
        ['*', '', 'Disconnected'],
        ['Disconnected', 'dial', 'Connecting'],
        ['Connecting', 'accepted', 'Connected'],
      ] as const),
      ...([
        ['Connected', 'hang up', 'Disconnected'],
        ['Connecting', 'timeout', 'Failed'],
        ['Failed', 'retry', 'Connecting'],
      ] as const),
    ],
    optional: [
      ['Connected', 'signal lost', 'Reconnecting'],
      ['Reconnecting', 'signal back', 'Connected'],
      ['Failed', 'give up', '*'],
    ],
  },
  {
    title: 'Coffee machine',
    topic: 'a coffee machine',
    transitions: [
      ...([
        ['*', '', 'Ready'],
        ['Ready', 'insert coin', 'Paid'],
        ['Paid', 'choose drink', 'Grinding'],
      ] as const),
      ...([
        ['Grinding', 'beans ground', 'Brewing'],
        ['Brewing', 'cup full', 'Serving'],
        ['Serving', 'take cup', 'Ready'],
      ] as const),
    ],
    optional: [
      ['Paid', 'return coin', 'Ready'],
      ['Grinding', 'no beans', 'Out of order'],
      ['Out of order', 'refill', 'Ready'],
    ],
  },
  {
    title: 'Support ticket',
    topic: 'a support ticket',
    transitions: [
      ...([
        ['*', '', 'Opened'],
        ['Opened', 'assign', 'Assigned'],
        ['Assigned', 'begin work', 'In progress'],
      ] as const),
      ...([
        ['In progress', 'solve', 'Solved'],
        ['Solved', 'confirm', 'Closed'],
        ['Closed', 'file', '*'],
      ] as const),
    ],
    optional: [
      ['In progress', 'ask customer', 'Waiting'],
      ['Waiting', 'answer', 'In progress'],
      ['Solved', 'reopen', 'Assigned'],
    ],
  },
  {
    title: 'Elevator',
    topic: 'an elevator',
    transitions: [
      ...([
        ['*', '', 'Waiting'],
        ['Waiting', 'call from above', 'Going up'],
        ['Waiting', 'call from below', 'Going down'],
      ] as const),
      ...([
        ['Going up', 'floor reached', 'Doors open'],
        ['Going down', 'level reached', 'Doors open'],
        ['Doors open', 'doors shut', 'Waiting'],
      ] as const),
    ],
    optional: [
      ['Doors open', 'overload', 'Blocked'],
      ['Blocked', 'load removed', 'Doors open'],
      ['Going up', 'power cut', 'Halted'],
    ],
  },
  {
    title: 'User account',
    topic: 'a user account',
    transitions: [
      ...([
        ['*', '', 'Registered'],
        ['Registered', 'confirm mail', 'Active'],
        ['Active', 'log out', 'Inactive'],
      ] as const),
      ...([
        ['Inactive', 'log in', 'Active'],
        ['Active', 'break rules', 'Suspended'],
        ['Suspended', 'appeal granted', 'Active'],
      ] as const),
    ],
    optional: [
      ['Suspended', 'ban', 'Banned'],
      ['Inactive', 'delete account', 'Removed'],
      ['Removed', 'erase data', '*'],
    ],
  },
];
