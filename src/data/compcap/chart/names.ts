/**
 * Names of categories and series. None of them holds a colour word, a number or a word of comparison, because captions
 * are checked word by word.
 */
export interface NameSet {
  /** What one of the names is, lower case, for example `fruit`. */
  label: string;
  names: readonly string[];
}

const set = (label: string, names: string): NameSet => ({ label, names: names.split(', ') });

export const NAME_SETS = {
  fruit: set(
    'fruit',
    'Apples, Bananas, Cherries, Grapes, Mangoes, Pears, Kiwis, Lemons, Melons, Apricots, Figs, Quinces',
  ),
  vegetable: set(
    'vegetable',
    'Carrots, Onions, Peppers, Tomatoes, Cabbage, Spinach, Leeks, Beans, Peas, Potatoes, Garlic',
  ),
  drink: set('drink', 'Coffee, Tea, Juice, Water, Milk, Lemonade, Cocoa, Soda, Smoothies, Cider'),
  bakery: set('product', 'Bread, Rolls, Bagels, Muffins, Cakes, Cookies, Pies, Croissants, Pretzels, Waffles'),
  crop: set('crop', 'Wheat, Barley, Maize, Rice, Oats, Rye, Soybeans, Sunflowers, Cotton, Hops, Lentils'),
  animal: set('animal', 'Sheep, Cows, Goats, Horses, Chickens, Ducks, Pigs, Rabbits, Bees, Donkeys, Geese'),
  tree: set('tree', 'Oak, Pine, Birch, Maple, Spruce, Beech, Willow, Larch, Cedar, Elm, Hazel, Alder'),
  bird: set('bird', 'Robins, Sparrows, Herons, Owls, Swallows, Finches, Gulls, Storks, Wrens, Thrushes, Kites'),
  subject: set('subject', 'Mathematics, Physics, History, Biology, Geography, Music, Art, Chemistry, Economics, Latin'),
  faculty: set('faculty', 'Law, Medicine, Engineering, Arts, Science, Education, Business, Theology, Agriculture'),
  sport: set(
    'sport',
    'Football, Tennis, Swimming, Running, Cycling, Rowing, Hockey, Judo, Basketball, Skiing, Fencing',
  ),
  transport: set('means of transport', 'Bus, Train, Tram, Bicycle, Car, Ferry, Metro, Taxi, Scooter, Plane'),
  energy: set('source', 'Coal, Gas, Oil, Solar, Wind, Hydro, Nuclear, Biomass, Geothermal, Tidal'),
  department: set(
    'department',
    'Sales, Marketing, Research, Finance, Support, Legal, Design, Logistics, Production, Quality',
  ),
  device: set('device', 'Phone, Tablet, Laptop, Desktop, Television, Watch, Console, Reader, Camera'),
  genre: set('genre', 'Fiction, Poetry, Travel, Crime, Science, Biography, Fantasy, Cooking, Comics, Essays, Satire'),
  film: set('genre', 'Comedy, Drama, Thriller, Documentary, Animation, Western, Romance, Musical, Adventure, Mystery'),
  material: set('material', 'Paper, Glass, Plastic, Metal, Textiles, Wood, Organic, Electronics, Rubber, Ceramics'),
  expense: set('item', 'Rent, Food, Transport, Clothing, Leisure, Health, Education, Savings, Insurance, Utilities'),
  channel: set('channel', 'Email, Search, Social media, Direct, Referral, Video, Radio, Print, Podcast, Events'),
  job: set('occupation', 'Teachers, Nurses, Engineers, Drivers, Farmers, Cooks, Clerks, Builders, Designers, Pilots'),
  instrument: set('instrument', 'Piano, Guitar, Violin, Flute, Drums, Cello, Trumpet, Harp, Clarinet, Oboe, Organ'),
  clothing: set('article', 'Shirts, Trousers, Jackets, Shoes, Hats, Socks, Dresses, Coats, Scarves, Gloves, Belts'),
  language: set('language', 'English, Spanish, French, German, Italian, Polish, Dutch, Swedish, Finnish, Greek, Czech'),
  country: set(
    'country',
    'Austria, Brazil, Canada, Denmark, Egypt, France, Germany, India, Japan, Kenya, Mexico, Norway, Peru',
  ),
  town: set(
    'town',
    'Aldport, Brimley, Corwick, Dunmore, Eastham, Farley, Glenford, Harwick, Ilmouth, Kelby, Marston, Norwell',
  ),
  company: set(
    'company',
    'Avelon, Borex, Cintra, Delvia, Ekono, Fintara, Gravix, Helion, Invero, Jantar, Kordia, Lumeno',
  ),
  school: set('school', 'Ashbury, Birchwood, Castleton, Dalehurst, Elmfield, Fairview, Kingsley, Lakeside, Parkway'),
  shop: set('shop', 'Market Hall, Station Kiosk, Corner Store, Harbour Shop, Garden Centre, City Mall, Village Shop'),
  team: set('team', 'Falcons, Wolves, Tigers, Eagles, Sharks, Bears, Hawks, Panthers, Dragons, Comets'),
  region: set('region', 'North, South, East, West, Central, Coast, Valley, Islands'),
  audience: set('group', 'Children, Teenagers, Students, Adults, Families, Seniors'),
  employment: set('contract', 'Permanent, Temporary, Freelance, Apprentice, Seasonal'),
  answer: set('answer', 'Agree, Disagree, Undecided, No answer'),
  medal: set('stage', 'Heats, Quarterfinal, Semifinal, Final'),
  weekday: set('day', 'Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday'),
  season: set('season', 'Spring, Summer, Autumn, Winter'),
  browser: set('application', 'Notes, Maps, Mail, Calendar, Photos, Chat, Weather, Files, Player, Translator'),
  complaint: set('reason', 'Delay, Damage, Price, Noise, Service, Billing, Delivery, Packaging, Returns'),
  habitat: set('habitat', 'Forest, Meadow, Wetland, Heath, River, Lake, Dune, Cliff, Orchard, Hedge'),
  dish: set('dish', 'Pasta, Pizza, Salad, Soup, Curry, Burger, Risotto, Stew, Sushi, Tacos, Omelette'),
  room: set('room', 'Kitchen, Bathroom, Bedroom, Office, Cellar, Attic, Garage, Hallway, Library, Workshop'),
} as const satisfies Record<string, NameSet>;

export type NameSetName = keyof typeof NAME_SETS;

/** Invented places that titles mention. */
export const PLACES = [
  ...['Aldmoor', 'Brackwater', 'Caldermouth', 'Dunfell', 'Estermark', 'Fenwold', 'Gransund', 'Hollowmere', 'Iverness'],
  ...['Kestrel Bay', 'Lindholm', 'Morrow County', 'New Arden', 'Ostrava Valley', 'Port Maren', 'Ravensholt', 'Selby'],
  ...['Tarn District', 'Upper Wye', 'Veldhaven', 'Westmarch', 'Yarrow Island', 'Zellbach'],
] as const;

/** Words before a title's subject. */
export const FOREWORDS = [
  'Annual report',
  'Survey',
  'Overview',
  'Statistics',
  'At a glance',
  'Field study',
  'Review',
] as const;
