-- The table of WxFileIndex.db.
CREATE TABLE WxFileIndex3 (msgId LONG, username TEXT, msgType INTEGER, msgSubType INTEGER, path TEXT, size LONG, msgtime LONG, hash BLOB, diskSpace LONG, linkUUID BLOB);
CREATE INDEX WxFileIndex_uuid ON WxFileIndex3 (linkUUID);
CREATE INDEX msgid_username_index ON WxFileIndex3 (msgId,username,msgSubType);
CREATE INDEX username_type_index ON WxFileIndex3 (username,msgtime,msgSubType);
