"""One command for each figure that is claimed: `python -m bench [NAME…]`; floors are in floors.json and only go up."""
