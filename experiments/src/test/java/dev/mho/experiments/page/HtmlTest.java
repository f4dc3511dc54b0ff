package dev.mho.experiments.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What stands in a page means itself, and nothing else. */
class HtmlTest {
  private static final String EVIL = "<script>alert('x')</script> & \"quoted\"";
  private static final String MEANT =
      "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;quoted&quot;";

  @Test
  void textsAndAttributesAreEscaped() {
    assertEquals(
        "<p title=\"" + MEANT + "\">" + MEANT + "</p>\n",
        new Html().element("p", EVIL, "title", EVIL).toString());
  }

  @Test
  void everyPlaceOfAPageIsEscaped() {
    Table table = new Table("t", EVIL, EVIL, "b").row(EVIL, EVIL);
    String page =
        new Page(EVIL, EVIL)
            .lead(new Html().element("p", EVIL))
            .section("s", EVIL, table.html())
            .section("t", "second", new Html())
            .under("/?\"><script>")
            .foot(EVIL)
            .text();
    assertFalse(page.contains("<script>alert"), page);
    assertFalse(page.contains("\"><script>"), page);
    assertTrue(page.contains(MEANT));
  }

  @Test
  void whatIsOpenIsSeen() {
    Html html = new Html().open("ul").open("li");
    assertEquals(
        "<li> is open", assertThrows(IllegalStateException.class, html::toString).getMessage());
    assertEquals("<ul><li></li>\n</ul>\n", html.close().close().toString());
  }

  @Test
  void anAttributeHasAValue() {
    Html html = new Html();
    assertThrows(IllegalArgumentException.class, () -> html.open("p", "class"));
  }

  @Test
  void aRowHasAsManyCellsAsThereAreColumns() {
    Table table = new Table("t", "caption", "a", "b");
    assertThrows(IllegalArgumentException.class, () -> table.row("1"));
  }

  /** Style and scripts of a served page are known by hash; they must not end their element. */
  @Test
  void houseStyleCanStandInAPage() {
    assertFalse(HouseStyle.sheet().contains("</"));
    assertFalse(HouseStyle.script().contains("</"));
    // printf '' | openssl dgst -sha256 -binary | base64
    assertEquals("'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='", HouseStyle.hash(""));
  }
}
