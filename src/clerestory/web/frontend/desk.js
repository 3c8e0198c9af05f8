// Pages work without this: it adds what the components of the design system have for those who run scripts.
import { initAll } from "./govuk-frontend.min.js";

initAll();
