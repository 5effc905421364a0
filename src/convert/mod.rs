//! From a source to proven editions: read, annotate, write, prove. Nothing is written to disk here.
