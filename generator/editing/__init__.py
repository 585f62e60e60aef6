"""What helps editors beyond their text editor: `new`, `import`, `find`, `show`."""
