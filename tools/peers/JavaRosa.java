// The engine of phones, driven from standard input, so that ours can be compared with it.
// It comes with pyxform (ODK_Validate.jar):  java -cp ODK_Validate.jar JavaRosa.java MODE FORM.xml
// expressions: a line "context TAB expression" → a line "kind TAB value".
// walk:        lines "place TAB answer" → the instance as it would be submitted.

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormUtils;
import org.javarosa.xpath.XPathNodeset;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathExpression;
import org.javarosa.xpath.expr.XPathFuncExpr;
import org.javarosa.xpath.expr.XPathPathExpr;

public class JavaRosa {
    public static void main(String[] words) throws Exception {
        System.setOut(new java.io.PrintStream(System.out, true, "UTF-8"));
        new org.javarosa.model.xform.XFormsModule().registerModule();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        FormDef form = XFormUtils.getFormFromInputStream(new FileInputStream(new File(words[1])));
        form.initialize(true, new InstanceInitializationFactory());
        if (words[0].equals("expressions")) {
            expressions(form, in);
        } else {
            walk(form, in);
        }
    }

    static void expressions(FormDef form, BufferedReader in) throws Exception {
        for (String line; (line = in.readLine()) != null; ) {
            String[] pair = line.split("\t", 2);
            try {
                TreeReference at = ((XPathPathExpr) XPathParseTool.parseXPath(pair[0])).getReference();
                for (int i = 0; i < at.size(); i++) at.setMultiplicity(i, 0);
                EvaluationContext context = new EvaluationContext(form.getEvaluationContext(), at);
                context.setOriginalContext(at);
                XPathExpression read = XPathParseTool.parseXPath(pair[1]);
                Object value = read.eval(form.getMainInstance(), context);
                if (value instanceof XPathNodeset) {
                    XPathNodeset nodes = (XPathNodeset) value;
                    value = nodes.size() > 0 ? nodes.getValAt(0) : "";
                }
                String kind = value instanceof Boolean ? "boolean" : value instanceof Double ? "number"
                    : value instanceof java.util.Date ? "date" : "string";
                System.out.println(kind + "\t" + XPathFuncExpr.toString(value).replace("\n", "\\n"));
            } catch (Throwable thrown) {
                System.out.println("error\t" + String.valueOf(thrown.getMessage()).replace("\n", " "));
            }
        }
    }

    static void walk(FormDef form, BufferedReader in) throws Exception {
        Map<String, String> answers = new HashMap<>();
        for (String line; (line = in.readLine()) != null; ) {
            String[] pair = line.split("\t", 2);
            answers.put(pair[0], pair[1]);
        }
        FormEntryModel model = new FormEntryModel(form);
        FormEntryController controller = new FormEntryController(model);
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        for (int event = controller.stepToNextEvent(); event != FormEntryController.EVENT_END_OF_FORM;
             event = controller.stepToNextEvent()) {
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT) {
                String place = place(model.getFormIndex().getReference());
                if (answers.containsKey(place)) controller.newRepeat();
            } else if (event == FormEntryController.EVENT_QUESTION) {
                FormEntryPrompt prompt = model.getQuestionPrompt();
                String place = place(model.getFormIndex().getReference());
                if (answers.containsKey(place) && !prompt.isReadOnly()) {
                    String text = answers.get(place);
                    IAnswerData data = text.isEmpty() ? null : cast(prompt, text);
                    int verdict = controller.answerQuestion(data, true);
                    if (verdict != FormEntryController.ANSWER_OK) System.out.println("! " + place + " " + verdict);
                }
            }
        }
        form.postProcessInstance();
        byte[] made = new XFormSerializingVisitor().serializeInstance(form.getInstance());
        System.out.println(new String(made, StandardCharsets.UTF_8));
    }

    static IAnswerData cast(FormEntryPrompt prompt, String text) {
        return XFormAnswerDataParser.getAnswerData(text, prompt.getDataType(), prompt.getQuestion());
    }

    static String place(TreeReference reference) {
        return reference.toString(true).replace("[1]", ""); // as the answers are keyed
    }
}
