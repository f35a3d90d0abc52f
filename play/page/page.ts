// The script of the page.
import { showPage } from "./main.tsx";

await showPage();
