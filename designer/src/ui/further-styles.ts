/* What screens and dialogs are drawn with that are not on the first screen, from the general to the special. */
import './mantine-paper.css';
import './mantine-menu.css';
import './mantine-further.css';
