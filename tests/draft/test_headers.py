"""The sheets of schedulers, exports and calendars: the right column is read, whatever else stands in the row.

Each layout names its columns, and after a colon what stands in them. The layouts follow what the tools document and what their
templates have; the contents are made up.
"""

# ruff: noqa: E501 - one layout a line
from __future__ import annotations

import csv
import io

import pytest
from tests.draft.draft_properties import prose_of

from softsell.draft import read_bytes
from softsell.errors import NoPosts, UnclearColumn

POSTS = (
    "The rye is back in the oven, and the cat has found the warm place again. Which loaf do you like best?",
    "We mended eleven bicycles this week. The oldest is from 1962 and rides like new.",
    "On Saturday the market opens at eight. Bring a bag, and bring your grandmother's recipe.",
)
VALUES = {
    "post": POSTS,
    "second": tuple(f"{post} More below." for post in POSTS),
    "date": ("2026-07-06", "2026-07-08", "2026-07-11"),
    "us": ("07/06/2026 9:00 AM", "07/08/2026 9:00 AM", "07/11/2026 9:00 AM"),
    "eu": ("06/07/2026 09:00", "18/07/2026 09:00", "21/07/2026 09:00"),
    "iso": ("2026-07-06T09:00:00Z", "2026-07-08T09:00:00Z", "2026-07-11T09:00:00Z"),
    "words": ("Mon, Jul 6, 2026", "Wed, Jul 8, 2026", "Sat, Jul 11, 2026"),
    "day": ("Monday", "Wednesday", "Saturday"),
    "time": ("09:00", "12:30", "17:15"),
    "platform": ("Instagram", "LinkedIn", "Facebook"),
    "alias": ("IG", "LinkedIn Company", "FB page"),
    "many": ("Instagram, Facebook", "LinkedIn", "Facebook; Instagram"),
    "handle": ("@hillsidebakery", "@hillsidebakery", "@hillsidebakery"),
    "status": ("Scheduled", "Needs review", "Draft"),
    "type": ("Reel", "Carousel", "Static image"),
    "pillar": ("Behind the scenes", "Customer stories", "Tips and tricks"),
    "title": ("Rye is back", "Bicycle week", "Market day"),
    "long title": ("How the rye came back to us", "Why we mend old bicycles", "What to bring to the market"),
    "hook": ("Guess who is back?", "Old is the new fast.", "Saturday means market."),
    "cta": ("Link in bio", "Link in bio", "Tell us below"),
    "tags": ("#rye #bread", "#bicycle #repair", "#market #saturday"),
    "note": (
        "Ask Ann for the photo of the oven before noon, please. She has the good camera and she knows the light.",
        "The client wants to see this again on Friday. Don't schedule it before they have answered us.",
        "Check the opening hours with the council first. Last year they were wrong on the poster.",
    ),
    "brief": (
        "Show how the oven is lit in the morning, and say that rye is available again from Monday.",
        "Tell the story of the workshop and the oldest bicycle that we had in all the years.",
        "Invite people to the market on Saturday, mention the opening hours and the parking place.",
    ),
    "visual": (
        "Photo of the oven with the cat in front of it, taken in the morning light.",
        "Close-up of a chain and two hands, black oil, a blue rag on the table.",
        "Drone picture of the square with all the stalls and the church behind them.",
    ),
    "alt": ("A loaf of rye on a wooden table.", "Two hands oil the chain of a bicycle.", "Market stalls seen from above."),
    "comment": ("The recipe is on our page, the link is below.", "Opening hours are on our page.", "Here is the map of the square."),
    "url": ("https://a.example/rye", "https://a.example/bicycles", "https://a.example/market"),
    "file": ("rye.jpg", "chain.png", "square.mp4"),
    "name": ("Ann Baker", "Tom Wheeler", "Ann Baker"),
    "number": ("1", "2", "3"),
    "count": ("1,204", "87", "312"),
    "share": ("4.1%", "2.0%", "0.7%"),
    "bool": ("TRUE", "FALSE", "TRUE"),
    "tick": ("x", "", "x"),
    "id": ("17895695668004550", "17895695668004551", "17895695668004552"),
    "brand": ("Hillside Bakery", "Juno Repair", "Hillside Bakery"),
    "campaign": ("Summer rye", "Summer rye", "Market"),
    "none": ("", "", ""),
    "utm": ("utm_source=ig&utm_medium=social", "utm_source=li&utm_medium=social", "utm_source=fb&utm_medium=social"),
    "message": ("When do you open on Sunday?", "Can you mend a tandem with a bent frame?", "Is there parking near the market?"),
    "answer": (
        "We open at nine on Sunday, and the rye is out by ten.",
        "Yes, we can, and it takes about a week. When would you bring it?",
        "There is, behind the church, and it is free before noon.",
    ),
    "feedback": ("Great, go ahead!", "Could we say this in a warmer way, and shorter?", "I would leave the second sentence out."),
}  # fmt: skip

LAYOUTS = {
    # schedulers' templates for many posts at once
    "Buffer": "Text:post | Image URL:url | Tags:title | Posting Time:date",
    "SocialPilot": "Post Content:post | Image URL(s):url | Post Date & Time:eu | Tags:title",
    "Agorapulse": "Text:post | Link:url | Photo URL:url | Date:us",
    "Sendible": "Message:post | Message Link:url | Send Date:eu | Image:url",
    "HubSpot": "Account:alias | Date:us | Message:post | Link:url | Photo URL:url | Campaign:campaign",
    "Publer": "Date - Intl. format or prompt:date | Text:post | Link(s) - Separated by comma for FB carousels:url | "
    "Media URL(s) - Separated by comma:url | Title - For the video, pin, PDF ..:long title | Label(s) - Separated by comma:title | "
    "Alt text(s) - Separated by ||:alt | Comment(s) - Separated by ||:comment | Pin board, FB album, or Google category:title",
    "Publer, before": "Date:date | Message:post | Link:url | Photos/Video link (comma separated):url | Video Title:long title | Labels:title",
    "Metricool": "Text:post | Date:date | Time:time | Draft:bool | Facebook:bool | Twitter:bool | LinkedIn:bool | GBP:bool | Instagram:bool | "
    "Picture Url 1:url | Alt text picture 1:alt | First Comment Text:comment | Pinterest Board:none | Brand name:brand",
    "GoHighLevel": "postAtSpecificTime (YYYY-MM-DD HH:mm:ss):date | content:post | link (OGmetaUrl):url | imageUrls:url | gifUrl:none | videoUrls:none",
    "Ayrshare": "post:post | platforms:many | mediaUrls:url | scheduleDate:iso",
    "Schedulin": "channel:platform | caption:post | media_url:url | scheduled_at:iso | placement:type",
    "MagicSync": "content:post | image_url:url | scheduled_time:iso | comments:comment",
    "SocialBee": "Content:post | Image URL:url | Link:url | Category:pillar | Share Next:bool | Expire at:none",
    "Later": "Caption:post | Scheduled Time:date | Media:file | Profile:handle | Status:status | Labels:title",
    "Loomly": "Date:date | Time:time | Subject:long title | Copy:post | Channel:platform | Link:url | State:status",
    "Sprout bulk": "Message:post | Link:url | Date:us | Time:time | Image URL:url | Tags:title",
    "Vista Social": "message:post | type:type | link:url | time:date | title:long title | first_comment:comment | labels:title",
    "Pinterest": "Title:long title | Media URL:url | Pinterest board:title | Thumbnail:none | Description:post | Link:url | Publish date:iso | Keywords:title",
    "Planable": "Page:alias | Text:post | Media:url | Publish date:date | Status:status | Internal note:note",
    "CoSchedule": "Message:post | Network:platform | Profile:handle | Date:us | Image:url | Campaign:campaign",
    "ContentStudio": "message:post | link:url | image:url | date:date | labels:title",
    "RecurPost": "Text content:post | Image URL:url | Link URL:url | Library:pillar",
    "MeetEdgar": "Content:post | Category:pillar | Use Once:bool | Link:url",
    "Tailwind": "Media URL:url | Board:title | Description:post | Source URL:url | Schedule Time:date",
    "Zoho Social": "Date:date | Time:time | Message:post | Image URL:url | Link URL:url",
    # exports
    "X analytics": "Tweet id:id | Tweet permalink:url | Tweet text:post | time:iso | impressions:count | engagements:count | retweets:count | replies:count | likes:count",
    "X analytics, now": "Post id:id | Date:words | Post text:post | Post Link:url | Impressions:count | Likes:count | Reposts:count | Replies:count",
    "LinkedIn page": "Post title:post | Post link:url | Post type:type | Campaign name:campaign | Posted by:name | Created date:us | Impressions:count | Likes:count",
    "Instagram insights": "Post ID:id | Account ID:id | Account username:handle | Account name:brand | Description:post | Duration (sec):number | "
    "Publish time:us | Permalink:url | Post type:type | Data comment:none | Date:title | Views:count | Reach:count | Likes:count | Shares:count",
    "Facebook insights": "Post ID:id | Page ID:id | Page name:brand | Title:post | Description:none | Duration (sec):number | Publish time:us | "
    "Caption type:title | Permalink:url | Is crosspost:number | Post type:type | Languages:none | Comments:count | Shares:count",
    "CrowdTangle": "Page Name:brand | User Name:handle | Facebook Id:id | Post Created:date | Type:type | Likes:count | Comments:count | Shares:count | "
    "URL:url | Message:post | Link:url | Final Link:url | Image Text:alt | Link Text:long title | Description:visual",
    "Sprout": "Date:us | Post ID:id | Network:platform | Post Type:type | Content Type:type | Profile:handle | Sent by:name | Link:url | Post:post | "
    "Linked Content:url | Impressions:count | Comments:count",
    "Iconosquare": "Date:date | Caption:post | Type:type | Likes:count | Comments:count | Engagement rate:share | Link:url",
    "Emplifi": "Date:date | Content:post | Author:brand | Platform:platform | Content Type:type | Interactions:count | Link:url",
    "Sprinklr": "Created Time:date | Permalink:url | Message:post | Social Network:platform | Message Type:type | Campaign:campaign",
    "YouTube Studio": "Content:id | Video title:post | Video publish time:words | Views:count | Impressions click-through rate (%):share",
    "TikTok Studio": "Time:date | Video title:post | Video link:url | Post time:date | Total likes:count | Total comments:count | Total shares:count | Total views:count",
    "Brandwatch": "Date:date | Url:url | Title:long title | Full Text:post | Snippet:long title | Sentiment:title | Page Type:platform",
    "Reddit": "id:id | permalink:url | date:date | ip:none | subreddit:title | gildings:number | title:long title | url:url | body:post",
    "Notion": "Name:long title | Assign:name | Channel:platform | Publish Date:words | Status:status | Text:post",
    "Airtable": "Post Name:long title | Platform:many | Publish Date:us | Post Copy:post | Attachments:file | Status:status | Owner:name | Last Modified:date",
    "Trello": "Card ID:id | Card Name:long title | Card Description:post | Labels:title | Members:name | Due Date:iso | List Name:status",
    "Monday": "Name:title | Person:name | Status:status | Date:date | Channel:platform | Caption:post | Creative:file | Item ID:id",
    "ClickUp": "Task ID:id | Task Name:long title | Task Content:post | Status:status | Due Date:us | Assignees:name",
    "Google Forms": "Timestamp:us | Email Address:name | Which platform is this for?:platform | What should the post say?:post | Link to the picture:url",
    # calendars of one's own
    "plain": "Date:date | Platform:platform | Status:status | Copy:post",
    "agency": "Client:brand | Date:date | Platform:platform | Content type:type | Copy:post | Status:status | Client feedback:feedback",
    "eight columns": "Date:date | Platform:platform | Post type:type | Pillar:pillar | Hook:hook | Body:post | Asset:url | Status / CTA:status",
    "weekly": "Week:number | Day:day | Date:date | Platform:platform | Content Type:type | Status:status | Theme:pillar | Hook/Title:hook | "
    "Full Caption:post | Hashtags:tags | Media Type:type | Media File:file | Link:url | CTA:cta | Publish Time:time | Notes:note | Review By:name | Approved:bool",
    "spreadsheet": "Date:date | Day of Week:day | Platform:platform | Content Pillar:pillar | Topic/Campaign:campaign | Creative Asset Link:url | "
    "Copy/Caption:post | Hashtags:tags | Status:status",
    "brief beside": "Date:date | Post idea:brief | Visual description:visual | Final copy:post | Approval:status",
    "notes longer": "No.:number | Channel:alias | Text:post | Notes for the designer:note | Image prompt:visual",
    "draft and final": "Date:date | Draft copy:second | Final copy:post | Approved by:name",
    "draft flag": "Date:date | Channel:platform | Draft?:bool | Draft:bool | Final copy:post",
    "post number": "Post:number | Date:date | Platform:platform | Caption:post | Hashtags:tags",
    "post name": "Post:title | Date:date | Network(s):many | Wording:post | Picture:file",
    "content type": "Date:date | Content:type | Hook:hook | Copy:post | CTA:cta",
    "message and status": "Message status:status | Message type:type | Message:post | Message date:date",
    "theme": "Content Theme:pillar | Content:post | Content goal:brief | Content owner:name",
    "unusual names": "When:date | Where:platform | Saying:post | Who:name",
    "limit in the name": "Caption (max 2200):post | Status:status",
    "limit after a dash": "Copy - max 280 characters:post | Alt:alt | Link:url",
    "one platform": "Week:number | LinkedIn copy:post | Visual:visual | Done:tick",
    "ticks": "Facebook:tick | LinkedIn:tick | Instagram:tick | Post copy:post | Date:date",
    "caption and first comment": "Caption:post | First comment:comment | Alt text:alt | Scheduled:bool",
    "newsletter": "Subject line:long title | Send date:date | Body:post | Button:cta",
    "title, description": "Video title:long title | Video description:post | Tags:tags | Thumbnail text:hook",
    "caption with hashtags": "Date:date | Caption + hashtags:post | Story text:hook",
    "campaign plan": "Campaign:campaign | Objective:brief | Audience:title | Channel:platform | Copy:post | KPI:share | UTM:utm",
    "social wording": "Event:title | Suggested wording:post | Contact:name | Deadline:date",
    "status update": "id:id | status:status | Status update:post | author:name",
    "support": "Ticket:id | Customer message:message | Reply:answer | Agent:name | Sent:date",
    "reviews": "Review:message | Rating:number | Our response:answer | Reviewer:name | Date:date",
}  # fmt: skip
"""Name of the layout, and its columns with what stands in them. The posts stand in the columns of kind post or answer."""

CALENDARS = (
    "Date:date | Time:time | Platform:platform | Content:post | Image/Video:file | Hashtags:tags | Link:url | Posted?:bool",
    "Status:status | Text:post",
    "Content Bucket:pillar | Post Content:post | Visual:visual",
    "Topic:long title | Details:brief | Caption:post",
    "Topic:long title | Caption (IG):post | Notes:note",
    "Idea:brief | Script:post | Platform:platform",
    "Post #:number | Post:post | Image description:alt",
    "Tweet #:number | Tweet:post | Media:url",
    "Draft:post | Notes:note",
    "Draft text:post | Reviewer comments:feedback",
    "Description:visual | Copy:post",
    "Title:long title | Content:post | Excerpt:second",
    "Headline:hook | Primary text:post | Description:cta | Call to action:cta",
    "Ad name:title | Primary Text:post | Headline:hook | Link description:cta | Website URL:url",
    "Message:post | Internal comment:note",
    "Question:message | Answer:answer",
    "Comment:message | Suggested reply:answer",
    "Original tweet:message | Our reply:answer | Date:date",
    "message:message | reply:answer",
    "reply_to:message | text:answer",
    "in_reply_to:message | post:answer",
    "Channel:platform | Post copy EN:post | Character count:number | Visual brief:visual",
    "Month:day | Week:number | Theme:pillar | Content Idea:brief | Caption:post | Design status:status | Copy status:status",
    "Content:title | Content text:post",
    "Caption:title | Post:post",
    "Content Title:long title | Content Description:post",
    "Post Topic:long title | Post Text:post | Post Image:file",
    "Name:title | Description:post",
    "Post:post | Comments:count | Likes:count | Shares:count",
    "Text:post | Comment:comment",
    "Comment:post | Date:date",
    "post_text:post | post_id:id | author:handle",
    "full_text:post | text:post | id:id",
    "Snippet:second | Full text:post",
    "Body copy:post | Headline:hook | Subhead:long title",
    "Objective:brief | Key message:brief | Copy:post",
    "Key message:brief | Post copy:post",
    "Publish Date:us | Due Date:us | Author:name | Topic/Title:long title | Content/Details:post | Keyword(s):title | Target Persona(s):title | Offer/CTA:cta",
    "SM Copy:post | Link:url | Photo:file",
    "Copy for Facebook:post | Date:date",
    "Facebook Post:post | Date:date",
    "LinkedIn post:post | Image:file | Comment:comment",
    "What:post | When:date | Where:platform",
    "Beitrag:post | Datum:date | Kanal:platform",
    "Texte:post | Date:eu | Réseau:platform",
    "Texto:post | Fecha:eu | Red social:platform",
    "text:post | sentiment:title | label:number",
    "sentence:post | label:number",
    "Content:post | Alt:alt | Prompt:visual | Brief:brief | Feedback:feedback | Notes:note",
    "Creative direction:visual | Wording:post",
    "Post copy (max 280):post | Post copy length:number",
    "First draft:second | Final:post",
    "Original copy:second | Edited copy:post",
    "Copy v1:second | Copy v2:post",
    "Approved copy:post | Copy:second",
    "Text on image:hook | Caption:post",
    "On-screen text:hook | Voiceover:brief | Caption:post",
    "Image text:hook | Post text:post",
    "Subject:long title | Preheader:hook | Body:post",
    "Content:post | Content type:type | Content pillar:pillar | Content owner:name | Content status:status",
    "Social Media Post:post | Date:date",
    "Posting Date:date | Posting Text:post | Posting Status:status",
    "Update:post | Date:date",
    "Message:post | Response rate:share | Replies:count",
    "Announcement:post | Channel:platform | Responsible:name",
    "caption:post | scheduled_publish_time:date | media_type:type | alt_text:alt | location_id:id",
    "Pin title:long title | Pin description:post | Destination link:url | Board:title | Alt text:alt",
    "Quote:hook | Caption:post",
    "Caption text:post | Caption style:title",
    "Post body:post | Post header:hook | Post footer:cta",
    "Recommended copy:post | Rationale:note",
    "status:post | date:date",
    "Content Calendar:title | Content:post",
    "Reel script:brief | Reel caption:post",
    "Post Title:title | Post Body:post",
    "Video script:brief | Caption:post",
)  # fmt: skip
"""More columns that people give their calendars."""


def sheet(layout: str) -> str:
    columns = [column.strip().rpartition(":") for column in layout.split(" | ")]
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow([name for name, _, _ in columns])
    rows.writerows([VALUES[kind][number] for _, _, kind in columns] for number in range(3))
    return file.getvalue()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_column_with_the_posts_is_found(layout: str) -> None:
    columns = LAYOUTS[layout]
    expected = VALUES["answer"] if ":answer" in columns else POSTS
    drafts = read_bytes(sheet(columns).encode(), "a.csv")
    assert prose_of(drafts) == list(expected)
    if ":platform" in columns or ":alias" in columns:
        assert [draft.context.platform for draft in drafts] == ["instagram", "linkedin", "facebook"]
    if ":date" in columns or ":us" in columns or ":eu" in columns or ":iso" in columns or ":words" in columns:
        dates = [draft.record.date for draft in drafts]
        assert [(date.year, date.month) for date in dates if date] == [(2026, 7)] * 3
    if ":message" in columns:
        assert [draft.context.reply_to for draft in drafts] == list(VALUES["message"])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_row_is_enough(layout: str) -> None:
    columns = LAYOUTS[layout]
    text = "\n".join(sheet(columns).splitlines()[:2])
    [draft] = read_bytes(text.encode(), "a.csv")
    assert draft.prose == (VALUES["answer"] if ":answer" in columns else POSTS)[0]


@pytest.mark.parametrize("columns", CALENDARS)
def test_the_column_with_the_posts_is_found_in_any_calendar(columns: str) -> None:
    expected = VALUES["answer"] if ":answer" in columns else POSTS
    assert prose_of(read_bytes(sheet(columns).encode(), "a.csv")) == list(expected)


@pytest.mark.parametrize(
    ("layout", "candidates"),
    [
        ("Date:date | Content Theme:pillar | LinkedIn copy:post | Instagram copy:second", 2),
        ("Date:date | LinkedIn:post | Instagram:second | X:second | Notes:note", 3),
        ("Day:day | Text EN:post | Text FR:second", 2),
        ("Caption:post | Text:second", 2),
        ("A:post | B:second | C:visual", 3),
        ("Copy A:post | Copy B:second", 2),
        ("Thread 1:post | Thread 2:second | Thread 3:comment", 3),
        ("Tuesday:second | Monday:post | Wednesday:post", 3),
        ("Tweet Copy:post | LinkedIn Copy:second | Facebook Copy:second", 3),
        ("Text:note | Caption:post", 2),
    ],
)
def test_columns_that_fit_equally_are_asked_about(layout: str, candidates: int) -> None:
    with pytest.raises(UnclearColumn) as caught:
        read_bytes(sheet(layout).encode(), "a.csv")
    assert f"a.csv:1:1: {candidates} columns could hold the posts" in str(caught.value)


def test_short_posts_with_words_of_a_name_arent_names() -> None:
    rows = [f"The rain of day {day} came in,The cat of day {day} stayed in" for day in range(9)]
    with pytest.raises(NoPosts) as caught:
        read_bytes("\n".join(["One,Two", *rows]).encode(), "a.csv")
    assert "None reads like posts: One (“The rain of day 0 …”); Two (“The cat of day 0 …”)." in str(caught.value)
    assert str(caught.value).endswith('[files."a.csv"] and column = "One"')
