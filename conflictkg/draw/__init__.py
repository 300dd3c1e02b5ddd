"""Pictures: a scene is what is to be seen, a layout gives it places, a page or a figure draws it."""
