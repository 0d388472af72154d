import type { Many, Relation } from '../meta.js';

/** A class with attributes `name: Type` and methods. */
export interface ClassWords {
  name: string;
  attributes: readonly string[];
  methods: readonly string[];
}

export interface ClassModel {
  title: string;
  topic: string;
  classes: readonly ClassWords[];
  /** `[from, relation, to, label]`; for `inherits` from is the special class. */
  relations: readonly (readonly [from: string, relation: Relation, to: string, label?: string])[];
}

const one = (name: string, attributes: string, methods: string): ClassWords => {
  return { name, attributes: attributes.split(', '), methods: methods.split(', ') };
};

export const CLASS_MODELS: readonly ClassModel[] = [
  {
    title: 'Web shop',
    topic: 'a web shop',
    classes: [
      one('Customer', 'name: String, email: String, address: String', 'register(), logIn(), changeAddress()'),
      one('Order', 'number: int, date: Date, total: float', 'addItem(), cancel(), computeTotal()'),
      one('OrderItem', 'quantity: int, price: float, discount: float', 'subtotal(), setQuantity()'),
      one('Product', 'title: String, price: float, stock: int', 'isAvailable(), reserve()'),
      one('Payment', 'amount: float, paidOn: Date, reference: String', 'authorise(), refund()'),
      one('CardPayment', 'cardNumber: String, expires: Date', 'verifyCard()'),
    ],
    relations: [
      ['Customer', 'flow', 'Order', 'places'],
      ['Order', 'contains', 'OrderItem', 'consists of'],
      ['OrderItem', 'flow', 'Product', 'refers to'],
      ['Order', 'gathers', 'Payment', 'is paid by'],
      ['CardPayment', 'inherits', 'Payment'],
    ],
  },
  {
    title: 'Animal shelter',
    topic: 'an animal shelter',
    classes: [
      one('Shelter', 'name: String, places: int, city: String', 'admit(), release()'),
      one('Animal', 'name: String, age: int, weight: float', 'eat(), sleep(), makeSound()'),
      one('Dog', 'breed: String, trained: bool', 'bark(), fetchBall()'),
      one('Cat', 'furColor: String, indoor: bool', 'meow(), climb()'),
      one('Keeper', 'name: String, shift: String', 'feed(), clean()'),
      one('Adoption', 'date: Date, fee: float', 'approve(), sign()'),
    ],
    relations: [
      ['Shelter', 'gathers', 'Animal', 'houses'],
      ['Dog', 'inherits', 'Animal'],
      ['Cat', 'inherits', 'Animal'],
      ['Keeper', 'flow', 'Shelter', 'works at'],
      ['Adoption', 'uses', 'Animal', 'concerns'],
    ],
  },
  {
    title: 'University',
    topic: 'a university',
    classes: [
      one('Person', 'name: String, birthday: Date', 'rename(), age()'),
      one('Student', 'number: int, semester: int', 'enrol(), takeExam()'),
      one('Lecturer', 'office: String, salary: float', 'teach(), grade()'),
      one('Course', 'title: String, credits: int, room: String', 'open(), close()'),
      one('Faculty', 'name: String, dean: String', 'offerCourse()'),
      one('Exam', 'date: Date, duration: int', 'schedule(), publishResults()'),
    ],
    relations: [
      ['Student', 'inherits', 'Person'],
      ['Lecturer', 'inherits', 'Person'],
      ['Student', 'flow', 'Course', 'attends'],
      ['Faculty', 'gathers', 'Course', 'offers'],
      ['Course', 'contains', 'Exam', 'ends with'],
    ],
  },
  {
    title: 'Drawing program',
    topic: 'a drawing program',
    classes: [
      one('Canvas', 'width: int, height: int, zoom: float', 'addShape(), clear(), export()'),
      one('Shape', 'x: float, y: float, fill: String', 'draw(), move(), area()'),
      one('Circle', 'radius: float', 'scale(), diameter()'),
      one('Polygon', 'corners: int, closed: bool', 'addCorner()'),
      one('Layer', 'name: String, visible: bool, opacity: float', 'hide(), show()'),
      one('History', 'limit: int, position: int', 'undo(), redo()'),
    ],
    relations: [
      ['Canvas', 'contains', 'Layer', 'is made of'],
      ['Layer', 'gathers', 'Shape', 'groups'],
      ['Circle', 'inherits', 'Shape'],
      ['Polygon', 'inherits', 'Shape'],
      ['Canvas', 'uses', 'History', 'records in'],
    ],
  },
  {
    title: 'Vehicle rental',
    topic: 'a vehicle rental',
    classes: [
      one('Branch', 'city: String, phone: String', 'openBranch(), countVehicles()'),
      one('Vehicle', 'plate: String, mileage: int, dailyRate: float', 'rent(), returnVehicle()'),
      one('Truck', 'payload: float, axles: int', 'loadCargo()'),
      one('Bicycle', 'frameSize: int, electric: bool', 'charge()'),
      one('Rental', 'start: Date, days: int, deposit: float', 'extend(), invoice()'),
      one('Renter', 'name: String, licence: String', 'signContract()'),
    ],
    relations: [
      ['Branch', 'gathers', 'Vehicle', 'keeps'],
      ['Truck', 'inherits', 'Vehicle'],
      ['Bicycle', 'inherits', 'Vehicle'],
      ['Rental', 'flow', 'Vehicle', 'covers'],
      ['Renter', 'flow', 'Rental', 'books'],
    ],
  },
  {
    title: 'Mail client',
    topic: 'a mail client',
    classes: [
      one('Account', 'user: String, server: String, port: int', 'connect(), synchronise()'),
      one('Folder', 'name: String, unread: int', 'rename(), empty()'),
      one('Message', 'subject: String, sender: String, sentOn: Date', 'reply(), forward(), markRead()'),
      one('Attachment', 'fileName: String, size: int', 'save(), preview()'),
      one('Filter', 'pattern: String, enabled: bool', 'apply(), test()'),
      one('SpamFilter', 'threshold: float', 'train()'),
    ],
    relations: [
      ['Account', 'contains', 'Folder', 'owns'],
      ['Folder', 'gathers', 'Message', 'stores'],
      ['Message', 'contains', 'Attachment', 'carries'],
      ['Filter', 'uses', 'Message', 'examines'],
      ['SpamFilter', 'inherits', 'Filter'],
    ],
  },
];

/** Entities with attributes `type name`, keys first. */
export interface EntityModel {
  title: string;
  topic: string;
  entities: readonly (readonly [name: string, attributes: readonly string[]])[];
  relations: readonly (readonly [from: string, many: Many, verb: string, many: Many, to: string])[];
}

const entity = (name: string, attributes: string): readonly [string, string[]] => [name, attributes.split(', ')];

export const ENTITY_MODELS: readonly EntityModel[] = [
  {
    title: 'Library database',
    topic: 'a library',
    entities: [
      entity('READER', 'int id PK, string name, string email, date joined'),
      entity('LOAN', 'int id PK, date lent_on, date due_on, bool returned'),
      entity('BOOK', 'string isbn PK, string title, int pages, int year'),
      entity('AUTHOR', 'int id PK, string name, string country'),
      entity('BRANCH', 'int id PK, string city, string phone'),
    ],
    relations: [
      ['READER', 'one', 'takes out', 'zero or more', 'LOAN'],
      ['BOOK', 'one', 'is lent in', 'zero or more', 'LOAN'],
      ['AUTHOR', 'one or more', 'writes', 'one or more', 'BOOK'],
      ['BRANCH', 'one', 'keeps', 'one or more', 'BOOK'],
    ],
  },
  {
    title: 'Hospital records',
    topic: 'a hospital',
    entities: [
      entity('PATIENT', 'int id PK, string name, date born, string insurance'),
      entity('VISIT', 'int id PK, date day, string reason'),
      entity('DOCTOR', 'int id PK, string name, string field'),
      entity('WARD', 'int id PK, string name, int beds'),
      entity('DRUG', 'string code PK, string name, float dose'),
    ],
    relations: [
      ['PATIENT', 'one', 'makes', 'one or more', 'VISIT'],
      ['DOCTOR', 'one', 'receives', 'zero or more', 'VISIT'],
      ['WARD', 'one', 'employs', 'one or more', 'DOCTOR'],
      ['VISIT', 'zero or more', 'prescribes', 'zero or more', 'DRUG'],
    ],
  },
  {
    title: 'Cinema bookings',
    topic: 'a cinema',
    entities: [
      entity('MOVIE', 'int id PK, string title, int minutes, string rating'),
      entity('SHOW', 'int id PK, date starts, float price'),
      entity('HALL', 'int id PK, string name, int rows'),
      entity('TICKET', 'int id PK, string code, float paid'),
      entity('GUEST', 'int id PK, string name, string email'),
    ],
    relations: [
      ['MOVIE', 'one', 'is played in', 'zero or more', 'SHOW'],
      ['HALL', 'one', 'hosts', 'zero or more', 'SHOW'],
      ['SHOW', 'one', 'sells', 'zero or more', 'TICKET'],
      ['GUEST', 'one', 'buys', 'one or more', 'TICKET'],
    ],
  },
  {
    title: 'Project planning',
    topic: 'project planning in a company',
    entities: [
      entity('EMPLOYEE', 'int id PK, string name, float salary, date hired'),
      entity('TEAM', 'int id PK, string name, string office'),
      entity('PROJECT', 'int id PK, string title, float budget'),
      entity('TASK', 'int id PK, string title, date due, bool done'),
      entity('LAPTOP', 'string serial PK, string model, int memory'),
    ],
    relations: [
      ['TEAM', 'one', 'includes', 'one or more', 'EMPLOYEE'],
      ['TEAM', 'one or more', 'works on', 'zero or more', 'PROJECT'],
      ['PROJECT', 'one', 'is split into', 'one or more', 'TASK'],
      ['EMPLOYEE', 'one', 'uses', 'zero or one', 'LAPTOP'],
    ],
  },
  {
    title: 'Restaurant data',
    topic: 'a restaurant',
    entities: [
      entity('DINER', 'int id PK, string name, string phone'),
      entity('BOOKING', 'int id PK, date day, int persons'),
      entity('SEATING', 'int id PK, string area, int seats'),
      entity('DISH', 'int id PK, string name, float price, bool vegan'),
      entity('COOK', 'int id PK, string name, string station'),
    ],
    relations: [
      ['DINER', 'one', 'makes', 'zero or more', 'BOOKING'],
      ['SEATING', 'one', 'is held by', 'zero or more', 'BOOKING'],
      ['BOOKING', 'zero or more', 'orders', 'one or more', 'DISH'],
      ['COOK', 'one or more', 'prepares', 'one or more', 'DISH'],
    ],
  },
  {
    title: 'Airline tables',
    topic: 'an airline',
    entities: [
      entity('FLIGHT', 'string code PK, date departs, int gate'),
      entity('AIRPORT', 'string code PK, string city, int runways'),
      entity('AIRCRAFT', 'string tail PK, string model, int seats'),
      entity('PASSENGER', 'int id PK, string name, string passport'),
      entity('BAG', 'int id PK, float weight, bool fragile'),
    ],
    relations: [
      ['AIRPORT', 'one', 'dispatches', 'zero or more', 'FLIGHT'],
      ['AIRCRAFT', 'one', 'operates', 'zero or more', 'FLIGHT'],
      ['PASSENGER', 'one or more', 'boards', 'one or more', 'FLIGHT'],
      ['PASSENGER', 'one', 'checks in', 'zero or more', 'BAG'],
    ],
  },
];
