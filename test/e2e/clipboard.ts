/** What programs put on the clipboard as HTML, as they do it. */
const dot =
  'iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==';

/** Word: its own style sheet, conditional comments, a list of two levels as paragraphs, a picture on a disk elsewhere. */
export const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-unhide:no; margin:0cm; color:fuchsia;} --></style></head><body lang=EN-GB><!--StartFragment-->
<p class=MsoNormal><b>Word</b> says <span style='color:red'>red</span><span style='mso-spacerun:yes'>  </span>twice<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-GB style='mso-fareast-font-family:Calibri'><span style='mso-list:Ignore'>3.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>third<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span></span><![endif]>inner<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>4.<span>&nbsp;</span></span><![endif]>fourth<o:p></o:p></p>
<p class=MsoNormal><!--[if gte vml 1]><v:shape id="p1"><v:imagedata src="file:///C:/clip_image001.png"/></v:shape><![endif]--><![if !vml]><img width=96 height=64 src="file:///C:/clip_image001.png"><![endif]></p>
<!--EndFragment--></body></html>`;

/** Outlook: a table for its layout, a smiley as a picture, a link without an address. */
export const outlook = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><div class="WordSection1"><p class="MsoNormal"><a name="_MailOriginal"><span style='font-size:11.0pt'>Outlook</span></a> <a href="https://shop.test/kl"><span style="color:#0563C1;text-decoration:underline">shop</span></a></p>
<table class=MsoNormalTable><tr><td><p class=MsoNormal>Heron</p></td><td><p class=MsoNormal>2</p></td></tr></table></div></body></html>`;

/** Google Docs: everything in a <b> that is not bold, styles in the place of tags, a list beside its item. */
export const docs = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1f2e"><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:700;font-style:normal;">Docs</span><span style="font-weight:400;font-style:italic;color:#1155cc;"> slanted</span></p><ul><li dir="ltr"><p dir="ltr"><span>one</span></p></li><ul><li dir="ltr"><p><span>under</span></p></li></ul></ul></b>`;

/** Gmail: lines as <div>, empty ones with a break, a picture that lies in the text. */
export const gmail = `<div dir="ltr">Gmail<div><br></div><div><img src="data:image/png;base64,${dot}" alt="seal.png"> below</div></div>`;

/** LibreOffice: <font>, headings. */
export const libre = `<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 24.2"/><style type="text/css">p { margin-bottom: 0.25cm }</style></head><body><h2 class="western">Libre</h2><p style="margin-bottom: 0cm"><font color="#00a933">綠色</font><u>line</u></p></body></html>`;
