"""How good is each stage? One file a task; each takes labelled data from outside the project and gives plain figures."""
