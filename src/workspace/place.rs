//! Where a path leads from the root of the disk: `../people.xml` seen from any folder, through links, whether or not there is a file.

use std::path::{Component, Path, PathBuf};

/// The path from the root of the disk, without links as far as it exists, and without `.` and `..`.
pub(super) fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => real(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).join(name),
        _ => normal(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned())),
    }
}

/// A path without `.` and `..`, whatever is on the disk.
pub(super) fn normal(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut normal, component| {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(normal.pop()),
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => normal.push(component),
        }
        normal
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_gone_lies_where_its_folder_leads() {
        let here = Path::new(".").canonicalize().expect("a folder");
        assert_eq!(real(Path::new("src")), here.join("src"));
        assert_eq!(real(Path::new("gone.xml")), here.join("gone.xml"));
        assert_eq!(real(Path::new("src/../src/gone/a.xml")), here.join("src/gone/a.xml"));
        assert_eq!(real(Path::new("gone/../src/..")), here);
        assert_eq!(normal(Path::new("/a/./b/../c")), Path::new("/a/c"));
    }
}
