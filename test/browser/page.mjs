/** The script of the test's page: the public API, in reach of the test. */
import * as tesserae from 'tesserae/browser';

globalThis.tesserae = tesserae;
