"""The faces: the command line and the web app. They render; they decide nothing."""
