"""The paragraphs of a text and what stands around them: headers, datelines, furniture, breaks."""
