// The script of an exercise in a file of its own.
import { showExercise } from "./exercise_page.tsx";

await showExercise();
