/** Names that Natural Earth shortens, written out as captions say them. */
export const FULL_NAMES: Readonly<Record<string, string>> = {
  'W. Sahara': 'Western Sahara',
  'Dem. Rep. Congo': 'Democratic Republic of the Congo',
  'Dominican Rep.': 'Dominican Republic',
  'Falkland Is.': 'Falkland Islands',
  'Fr. S. Antarctic Lands': 'French Southern Lands',
  'Central African Rep.': 'Central African Republic',
  'Eq. Guinea': 'Equatorial Guinea',
  eSwatini: 'Eswatini',
  'Solomon Is.': 'Solomon Islands',
  'Bosnia and Herz.': 'Bosnia and Herzegovina',
  Macedonia: 'North Macedonia',
  'S. Sudan': 'South Sudan',
  'United States of America': 'United States',
  Congo: 'Republic of the Congo',
};

/** Shapes that are drawn as parts of the state that the United Nations count them to. */
export const PART_OF: Readonly<Record<string, string>> = { 'N. Cyprus': 'Cyprus', Somaliland: 'Somalia' };

/** Countries of the map of Europe with their two-letter codes. */
export const EUROPE_CODES: Readonly<Record<string, string>> = {
  ...{ Albania: 'AL', Austria: 'AT', Belarus: 'BY', Belgium: 'BE', 'Bosnia and Herzegovina': 'BA', Bulgaria: 'BG' },
  ...{ Croatia: 'HR', Czechia: 'CZ', Denmark: 'DK', Estonia: 'EE', Finland: 'FI', France: 'FR', Germany: 'DE' },
  ...{ Greece: 'GR', Hungary: 'HU', Iceland: 'IS', Ireland: 'IE', Italy: 'IT', Kosovo: 'XK', Latvia: 'LV' },
  ...{ Lithuania: 'LT', Luxembourg: 'LU', Moldova: 'MD', Montenegro: 'ME', Netherlands: 'NL', 'North Macedonia': 'MK' },
  ...{ Norway: 'NO', Poland: 'PL', Portugal: 'PT', Romania: 'RO', Serbia: 'RS', Slovakia: 'SK', Slovenia: 'SI' },
  ...{ Spain: 'ES', Sweden: 'SE', Switzerland: 'CH', Ukraine: 'UA', 'United Kingdom': 'GB' },
};

/** The states of the United States with their postal codes. */
export const STATE_CODES: Readonly<Record<string, string>> = {
  ...{
    Alabama: 'AL',
    Alaska: 'AK',
    Arizona: 'AZ',
    Arkansas: 'AR',
    California: 'CA',
    Colorado: 'CO',
    Connecticut: 'CT',
  },
  ...{ Delaware: 'DE', Florida: 'FL', Georgia: 'GA', Hawaii: 'HI', Idaho: 'ID', Illinois: 'IL', Indiana: 'IN' },
  ...{ Iowa: 'IA', Kansas: 'KS', Kentucky: 'KY', Louisiana: 'LA', Maine: 'ME', Maryland: 'MD', Massachusetts: 'MA' },
  ...{
    Michigan: 'MI',
    Minnesota: 'MN',
    Mississippi: 'MS',
    Missouri: 'MO',
    Montana: 'MT',
    Nebraska: 'NE',
    Nevada: 'NV',
  },
  ...{ 'New Hampshire': 'NH', 'New Jersey': 'NJ', 'New Mexico': 'NM', 'New York': 'NY', 'North Carolina': 'NC' },
  ...{ 'North Dakota': 'ND', Ohio: 'OH', Oklahoma: 'OK', Oregon: 'OR', Pennsylvania: 'PA', 'Rhode Island': 'RI' },
  ...{ 'South Carolina': 'SC', 'South Dakota': 'SD', Tennessee: 'TN', Texas: 'TX', Utah: 'UT', Vermont: 'VT' },
  ...{ Virginia: 'VA', Washington: 'WA', 'West Virginia': 'WV', Wisconsin: 'WI', Wyoming: 'WY' },
};

const set = (names: string): ReadonlySet<string> => new Set(names.split(', '));

/** Regions without a coast. */
export const INLAND: ReadonlySet<string> = new Set([
  ...set(
    'Afghanistan, Armenia, Azerbaijan, Bhutan, Kazakhstan, Kyrgyzstan, Laos, Mongolia, Nepal, Tajikistan, Turkmenistan',
  ),
  ...set(
    'Uzbekistan, Austria, Belarus, Czechia, Hungary, Kosovo, Luxembourg, Moldova, North Macedonia, Serbia, Slovakia',
  ),
  ...set('Switzerland, Bolivia, Paraguay, Botswana, Burkina Faso, Burundi, Central African Republic, Chad, Ethiopia'),
  ...set('Eswatini, Lesotho, Malawi, Mali, Niger, Rwanda, South Sudan, Uganda, Zambia, Zimbabwe, Arizona, Arkansas'),
  ...set(
    'Colorado, Idaho, Illinois, Indiana, Iowa, Kansas, Kentucky, Michigan, Minnesota, Missouri, Montana, Nebraska',
  ),
  ...set('Nevada, New Mexico, North Dakota, Ohio, Oklahoma, Pennsylvania, South Dakota, Tennessee, Utah, Vermont'),
  ...set('West Virginia, Wisconsin, Wyoming'),
]);
