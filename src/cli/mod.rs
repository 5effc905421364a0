//! The command line: arguments, one library call, report, exit code.
