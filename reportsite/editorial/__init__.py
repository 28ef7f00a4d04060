"""The files that people edit -> Edition and Glossary, checked against the report."""
