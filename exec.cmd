@rem The scripts of package.json begin with exec, so that on Unix a signal to npm reaches the program and not a shell that
@rem waits for it. Windows has no such word: here it just runs the rest of the line.
@%*
