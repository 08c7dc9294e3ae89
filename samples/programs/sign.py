# Signs counts with the key that the task hands over; neither the key nor a part of it is written anywhere.
import hashlib
import hmac
import json
import sys

given = json.load(sys.stdin)
message = ",".join(str(count) for count in given["counts"])
print(json.dumps(hmac.new(given["key"].encode(), message.encode(), hashlib.sha256).hexdigest()))
