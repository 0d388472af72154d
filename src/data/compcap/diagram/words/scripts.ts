/** Messages between participants in time: `>` is a call, `<` a reply from the second to the first, `=` to itself. */
export interface Script {
  title: string;
  topic: string;
  /** The first one may be a person. */
  people: readonly string[];
  participants: readonly string[];
  lines: readonly string[];
}

export const SCRIPTS: readonly Script[] = [
  {
    title: 'Logging in',
    topic: 'how a user logs in',
    people: ['User'],
    participants: ['User', 'Browser', 'Server', 'Database'],
    lines: [
      ...['User > Browser: enter password', 'Browser > Server: send credentials', 'Server > Database: look up account'],
      ...['Server < Database: account data', 'Server = Server: compare hashes', 'Browser < Server: session token'],
      ...[
        'User < Browser: show start page',
        'User > Browser: open profile',
        'Browser > Server: request profile',
        'Browser < Server: profile page',
      ],
    ],
  },
  {
    title: 'Ordering a pizza',
    topic: 'how a pizza is ordered',
    people: ['Guest', 'Driver'],
    participants: ['Guest', 'Website', 'Kitchen', 'Driver'],
    lines: [
      ...[
        'Guest > Website: choose pizza',
        'Website = Website: compute price',
        'Guest < Website: show total',
        'Guest > Website: pay by card',
      ],
      ...[
        'Website > Kitchen: forward order',
        'Kitchen = Kitchen: bake pizza',
        'Kitchen > Driver: hand over box',
        'Website < Kitchen: order left',
      ],
      ...['Driver > Guest: deliver pizza', 'Driver < Guest: give tip'],
    ],
  },
  {
    title: 'Cash withdrawal',
    topic: 'how cash is taken from a machine',
    people: ['Client'],
    participants: ['Client', 'Machine', 'Bank', 'Ledger'],
    lines: [
      ...[
        'Client > Machine: insert card',
        'Client < Machine: ask for code',
        'Client > Machine: type code',
        'Machine > Bank: verify code',
      ],
      ...[
        'Machine < Bank: code is right',
        'Client > Machine: choose amount',
        'Machine > Bank: request amount',
        'Bank > Ledger: book withdrawal',
      ],
      ...['Bank < Ledger: new balance', 'Machine < Bank: release cash', 'Client < Machine: give cash'],
    ],
  },
  {
    title: 'Reading a sensor',
    topic: 'how a temperature reading reaches a screen',
    people: [],
    participants: ['Display', 'Gateway', 'Sensor', 'Archive'],
    lines: [
      ...[
        'Display > Gateway: ask for value',
        'Gateway > Sensor: wake up',
        'Sensor = Sensor: measure temperature',
        'Gateway < Sensor: raw value',
      ],
      ...[
        'Gateway = Gateway: convert unit',
        'Gateway > Archive: store value',
        'Gateway < Archive: stored',
        'Display < Gateway: temperature',
      ],
      ...['Display = Display: draw curve'],
    ],
  },
  {
    title: 'Borrowing a bike',
    topic: 'how a city bike is borrowed',
    people: ['Rider'],
    participants: ['Rider', 'App', 'Station', 'Billing'],
    lines: [
      ...[
        'Rider > App: scan code',
        'App > Station: ask for bike',
        'App < Station: bike is free',
        'App > Billing: reserve deposit',
      ],
      ...[
        'App < Billing: deposit reserved',
        'App > Station: open lock',
        'Station = Station: release bike',
        'Rider < App: show map',
      ],
      ...['Rider > Station: return bike', 'Station > Billing: end of ride', 'Rider < Billing: invoice'],
    ],
  },
  {
    title: 'Printing a report',
    topic: 'how a report is printed',
    people: ['Clerk'],
    participants: ['Clerk', 'Editor', 'Spooler', 'Printer'],
    lines: [
      ...[
        'Clerk > Editor: press print',
        'Editor = Editor: lay out pages',
        'Editor > Spooler: send job',
        'Editor < Spooler: job number',
      ],
      ...[
        'Spooler > Printer: check status',
        'Spooler < Printer: ready',
        'Spooler > Printer: send pages',
        'Printer = Printer: print pages',
      ],
      ...['Spooler < Printer: job done', 'Clerk < Editor: show notice'],
    ],
  },
  {
    title: 'Booking a ticket',
    topic: 'how a train ticket is booked',
    people: ['Traveller', 'Agent'],
    participants: ['Traveller', 'Agent', 'Timetable', 'Payment'],
    lines: [
      ...[
        'Traveller > Agent: name destination',
        'Agent > Timetable: search trains',
        'Agent < Timetable: list of trains',
        'Traveller < Agent: offer trains',
      ],
      ...[
        'Traveller > Agent: pick train',
        'Agent > Payment: start payment',
        'Traveller > Payment: hold card',
        'Payment = Payment: check limit',
      ],
      ...['Agent < Payment: paid', 'Agent = Agent: print ticket', 'Traveller < Agent: hand over ticket'],
    ],
  },
  {
    title: 'Updating software',
    topic: 'how a program updates itself',
    people: [],
    participants: ['Program', 'Updater', 'Mirror', 'Disk'],
    lines: [
      ...[
        'Program > Updater: check version',
        'Updater > Mirror: ask for latest',
        'Updater < Mirror: version list',
        'Updater > Mirror: download package',
      ],
      ...[
        'Updater < Mirror: package file',
        'Updater = Updater: verify signature',
        'Updater > Disk: write files',
        'Updater < Disk: files written',
      ],
      ...['Program < Updater: restart needed', 'Program = Program: restart'],
    ],
  },
];
